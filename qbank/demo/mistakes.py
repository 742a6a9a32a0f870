"""The mistakes of one department's file: each is one that offices really receive."""

from dataclasses import replace

from qbank.demo.content import Question, UnitQuestions


def with_mistakes(unit: UnitQuestions) -> UnitQuestions:
    """`unit`'s questions with a missing one, a missing key, two keys, a key without its option and two equal options."""
    single = unit.of_type("single_choice")
    multiple = unit.of_type("multiple_choice")
    del single[11]
    single[3] = replace(single[3], answer="")
    single[7] = replace(single[7], answer="AC")
    single[14] = replace(single[14], answer="E")
    single[16] = _two_equal_options(single[16])
    multiple[5] = replace(multiple[5], answer=multiple[5].answer[:1])
    return replace(unit, questions=(*single, *multiple))


def _two_equal_options(question: Question) -> Question:
    """A pasted option: one that is not the key says what the next one says."""
    wrong = [place for place, letter in enumerate("ABCD") if letter not in question.answer]
    options = list(question.options)
    options[wrong[0]] = options[wrong[1]]
    return replace(question, options=tuple(options))
