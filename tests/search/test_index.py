"""What is promised of every index, on both databases: right answers, at once, whatever becomes of the index."""

import itertools
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from qbank.db import Database
from qbank.search import SearchIndex
from qbank.search.documents import put_documents
from qbank.search.models import IndexOutbox, IndexState, SearchDocument
from qbank.search.whoosh_index import PENDING_BEFORE_WRITING, WhooshIndex
from qbank.search.words import fold, fold_parts, read_query

SENTENCES = (
    "电梯使用单位应当每周检查一次安全装置。",
    "出租房屋的，出租人应当自签订合同之日起十五日内登记（　　）。",
    "任何单位和个人都有权举报违反《云州市电梯安全条例》的行为。",
    "Ａ型血、维生素B12 与 \\ ' % _ & | ! 都只是字符。",
    "罚款二千元以上５０００元以下；情节严重的，责令停业。",
    "公共法与行业法题目的比例为 40 % 和 60 %。",
)
LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府究"


def sentences(count: int, seed: int) -> dict[int, list[str]]:
    chance = random.Random(seed)
    made = {
        number: ["".join(chance.choices(LETTERS, k=30)), chance.choice(SENTENCES)]
        for number in range(1, count + 1)
    }
    return made | {count + place: [said] for place, said in enumerate(SENTENCES, start=1)}


def put(database: Database, documents: dict[int, list[str]]) -> None:
    with database.transaction() as session:
        put_documents(session, documents.items())


def found(database: Database, index: SearchIndex, query: str) -> set[int]:
    with database.reading() as session:
        answer = list(session.scalars(index.matching(session, read_query(query))))
    assert len(answer) == len(set(answer))
    return set(answer)


def truly(documents: dict[int, list[str]], query: str) -> set[int]:
    words = read_query(query)
    return {key for key, parts in documents.items() if all(word in fold_parts(parts) for word in words)}


def queries(documents: dict[int, list[str]], count: int, seed: int) -> list[str]:
    """Parts of the texts, 1 to 10 characters long, alone, in pairs, and with words that stand nowhere."""
    chance = random.Random(seed)
    made: list[str] = []
    for _ in range(count):
        text = chance.choice(chance.choice(list(documents.values())))
        start = chance.randrange(len(text))
        made.append(text[start : start + chance.randint(1, 10)])
    paired = [f"{one} {other}" for one, other in itertools.pairwise(made)]
    return [query for query in (*made, *paired, "查无此话", "电梯 查无此话") if read_query(query)]


@pytest.mark.parametrize("caught_up", [True, False], ids=["indexed", "pending"])
def test_a_search_finds_the_documents_with_all_words_and_no_others(
    database: Database, index: SearchIndex, caught_up: bool
) -> None:
    documents = sentences(200, seed=1)
    put(database, documents)
    if caught_up:
        index.catch_up()
    for query in queries(documents, 80, seed=2):
        assert found(database, index, query) == truly(documents, query), query


def test_every_part_of_two_to_ten_characters_finds_its_document(
    database: Database, index: SearchIndex
) -> None:
    documents = {number: [said] for number, said in enumerate(SENTENCES[2:4], start=1)}
    put(database, documents)
    index.catch_up()
    with database.reading() as session:
        for number, (said,) in documents.items():
            for start in range(len(said)):
                for length in range(2, min(10, len(said) - start) + 1):
                    word = fold(said[start : start + length])
                    if word:
                        assert number in session.scalars(index.matching(session, (word,))), word


def test_a_phrase_in_quotes_holds_its_words_together(database: Database, index: SearchIndex) -> None:
    put(database, {1: ["应当 检查 电梯"], 2: ["检查 应当 电梯"]})
    index.catch_up()
    assert found(database, index, "应当 检查") == {1, 2}
    assert found(database, index, "“应当 检查”") == {1}


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "&", "|", "!", "50_0", "100%%", "a' OR 'b", "(:*)"])
def test_signs_that_mean_something_to_a_database_are_characters(
    database: Database, index: SearchIndex, query: str
) -> None:
    documents = {1: ["罚款5000元"], 2: ["a' OR 'b"], 3: ["100%% 与 50_0 与 \\ & | ! (:*)"], 4: ["无"]}
    put(database, documents)
    index.catch_up()
    assert found(database, index, query) == truly(documents, query)


def test_a_saved_edit_is_found_at_once_and_the_old_words_are_not(
    database: Database, index: SearchIndex
) -> None:
    put(database, {1: ["应当每周检查"], 2: ["应当每月检查"]})
    index.catch_up()
    put(database, {1: ["应当每年检验"]})
    assert found(database, index, "每年检验") == {1}
    assert found(database, index, "每周") == set()
    assert found(database, index, "应当") == {1, 2}
    index.catch_up()
    assert found(database, index, "每年检验") == {1}
    assert found(database, index, "每周") == set()


def test_what_was_rolled_back_is_not_found(database: Database, index: SearchIndex) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        put_documents(session, [(1, ["应当每周检查"])])
        raise ZeroDivisionError
    assert found(database, index, "每周") == set()


def test_a_rebuilt_index_answers_as_before(database: Database, index: SearchIndex) -> None:
    documents = sentences(100, seed=3)
    put(database, documents)
    seen: list[tuple[int, int]] = []
    assert index.rebuild(lambda done, total: seen.append((done, total))) == len(documents)
    assert seen[-1] == (len(documents), len(documents))
    for query in queries(documents, 60, seed=4):
        assert found(database, index, query) == truly(documents, query), query


# What can happen to Whoosh alone --------------------------------------------------------------------------------------


@pytest.fixture
def stand(tmp_path: Path) -> tuple[Database, WhooshIndex]:
    from qbank.config import Settings
    from qbank.migrations import upgrade

    database = Database(Settings(data=tmp_path).url)
    upgrade(database.engine)
    index = WhooshIndex(database, tmp_path / "index")
    return database, index


def settle(database: Database, index: WhooshIndex) -> int:
    """Wait for the worker; how many documents are still pending."""
    index.close()
    with database.reading() as session:
        return session.query(IndexOutbox).count()


def test_a_lost_index_is_made_again_and_answers_are_right_meanwhile(
    stand: tuple[Database, WhooshIndex], tmp_path: Path
) -> None:
    database, index = stand
    documents = sentences(50, seed=5)
    put(database, documents)
    index.catch_up()
    index.close()
    shutil.rmtree(tmp_path / "index")
    assert found(database, index, "电梯") == truly(documents, "电梯")
    assert settle(database, index) == 0
    assert any((tmp_path / "index").glob("bank-*/*.toc"))
    assert found(database, index, "电梯") == truly(documents, "电梯")


# Whoosh leaves files open that it failed to read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_made_again(stand: tuple[Database, WhooshIndex], tmp_path: Path) -> None:
    database, index = stand
    documents = sentences(50, seed=6)
    put(database, documents)
    index.catch_up()
    index.close()
    for file in (tmp_path / "index").glob("bank-*/*"):
        file.write_bytes(file.read_bytes()[:-7] + b"damaged")
    for query in queries(documents, 20, seed=7):
        assert found(database, index, query) == truly(documents, query)
    settle(database, index)
    for query in queries(documents, 20, seed=7):
        assert found(database, index, query) == truly(documents, query)


def test_an_index_newer_than_the_database_is_not_believed(
    stand: tuple[Database, WhooshIndex], tmp_path: Path
) -> None:
    """The database was restored from a backup, and the index was not."""
    database, index = stand
    put(database, {1: ["应当每周检查"]})
    index.catch_up()
    with database.engine.connect() as connection:
        backup = sqlite3_backup(connection.connection.driver_connection, tmp_path / "backup.db")
    put(database, {1: ["应当每年检验"]})
    index.catch_up()
    index.close()
    database.dispose()
    for leftover in tmp_path.glob("qbank.db-*"):
        leftover.unlink()
    backup.replace(tmp_path / "qbank.db")
    assert found(database, index, "每周") == {1}
    assert found(database, index, "每年") == set()
    settle(database, index)
    assert found(database, index, "每周") == {1}


def sqlite3_backup(source: object, target: Path) -> Path:
    source.execute(f"VACUUM INTO '{target}'")  # type: ignore[attr-defined] - the driver's own connection
    with sqlite3.connect(target) as check:
        assert check.execute("SELECT count(*) FROM search_documents").fetchone() == (1,)
    check.close()
    return target


def test_a_crash_between_the_two_commits_leaves_right_answers(stand: tuple[Database, WhooshIndex]) -> None:
    database, index = stand
    put(database, {1: ["应当每周检查"], 2: ["应当每月检查"]})
    index.catch_up()
    folder = index._usable_folder()
    assert folder is not None
    put(database, {1: ["应当每年检验"]})
    with folder.writing() as writer:  # the index is committed, and then the process is killed
        writer.remove([1])
        writer.add(1, fold("应当每年检验"))
    assert found(database, index, "每年") == {1}
    assert found(database, index, "每周") == set()
    assert found(database, index, "应当") == {1, 2}
    assert settle(database, index) == 0
    assert found(database, index, "每年") == {1}


def test_many_pending_changes_wake_the_worker(stand: tuple[Database, WhooshIndex]) -> None:
    database, index = stand
    documents = {number: [f"第{number}题 电梯检查"] for number in range(1, PENDING_BEFORE_WRITING + 1)}
    index.rebuild()
    put(database, documents)
    assert found(database, index, "电梯") == set(documents)
    assert settle(database, index) == 0
    assert found(database, index, "电梯") == set(documents)


def test_only_one_writes_and_the_other_does_not_wait(
    stand: tuple[Database, WhooshIndex], tmp_path: Path
) -> None:
    database, index = stand
    put(database, {1: ["应当每周检查"]})
    index.catch_up()
    put(database, {2: ["应当每年检验"]})
    folder = index._usable_folder()
    assert folder is not None
    with folder.writing() as writer:
        assert WhooshIndex(database, tmp_path / "index").catch_up() == 0
        assert found(database, index, "每年") == {2}
        writer.cancel()
    assert index.catch_up() == 1


def test_a_change_made_while_the_index_is_written_stays_pending(stand: tuple[Database, WhooshIndex]) -> None:
    database, index = stand
    put(database, {1: ["应当每周检查"]})

    def edit_meanwhile(_done: int, _total: int) -> None:
        put(database, {1: ["应当每年检验"]})

    index.rebuild(edit_meanwhile)
    with database.reading() as session:
        assert session.query(IndexOutbox).count() == 1
        assert session.get(IndexState, 1) is not None
        assert session.get_one(SearchDocument, 1).text == "应当每年检验"
    assert found(database, index, "每年") == {1}
    assert found(database, index, "每周") == set()
