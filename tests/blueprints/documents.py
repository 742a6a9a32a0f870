"""Random BLUEPRINT documents."""

from hypothesis import strategies as st

names = st.text("电梯安全条例民法典刑AB12.#", min_size=1, max_size=12).filter(lambda name: name != "*")
pairs = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted).map(list)
sections = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["single_choice", "multiple_choice", "true_false"]),
            "items": st.integers(1, 60),
            "points": st.integers(1, 10) | st.just(1.5),
        }
    ),
    min_size=1,
    max_size=4,
)
documents = st.fixed_dictionaries(
    {"name": st.text("学法考试卷", min_size=1, max_size=20), "sections": sections},
    optional={
        "scopes": st.dictionaries(st.sampled_from(["public", "sector", "*"]), pairs, min_size=1),
        "audience": names,
        "laws": st.dictionaries(names | st.just("*"), pairs, min_size=1),
        "articles": st.dictionaries(names | st.just("*"), pairs, min_size=1),
        "topics": st.dictionaries(names, pairs, min_size=1),
        "difficulty": st.dictionaries(st.sampled_from("12345*"), pairs, min_size=1),
        "difficulty_sum": pairs,
        "true_keys": pairs,
        "enemies": st.integers(1, 3),
        "overlap": st.integers(0, 5),
        "facility_sum": st.integers(0, 400).map(lambda n: n / 10),
    },
)
