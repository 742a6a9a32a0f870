"""The rules, in the order in which they are described. A new rule is a file and a line here."""

from assembler.rules.article import ArticleRule
from assembler.rules.audience import AudienceRule
from assembler.rules.base import Rule
from assembler.rules.difficulty import DifficultyRule
from assembler.rules.difficulty_sum import DifficultySumRule
from assembler.rules.enemies import EnemiesRule
from assembler.rules.facility_sum import FacilitySumRule
from assembler.rules.law import LawRule
from assembler.rules.overlap import OverlapRule
from assembler.rules.scope import ScopeRule
from assembler.rules.section import SectionRule
from assembler.rules.sets import SetsRule
from assembler.rules.topic import TopicRule
from assembler.rules.true_keys import TrueKeysRule

RULES: tuple[Rule, ...] = (
    SectionRule(),
    ScopeRule(),
    AudienceRule(),
    LawRule(),
    ArticleRule(),
    TopicRule(),
    DifficultyRule(),
    DifficultySumRule(),
    TrueKeysRule(),
    EnemiesRule(),
    SetsRule(),
    FacilitySumRule(),
    OverlapRule(),
)
