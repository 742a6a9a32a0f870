"""What review has to know of campaigns, which stand above it: their titles, and which department was asked.

Campaigns import review and not the other way round; so their tables are named here, with the few columns that are read.
"""

from sqlalchemy import column, table

campaigns = table("campaigns", column("id"), column("public_id"), column("title"), column("created_at"))
assignments = table(
    "assignments", column("id"), column("public_id"), column("campaign_id"), column("unit_id")
)
assignment_laws = table("assignment_laws", column("assignment_id"), column("law_id"))
