"""Programmes: their settings and all parts of their documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CENTS = sa.BigInteger()
EXACT = sa.Numeric().with_variant(sa.String(60), "sqlite")


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("price_base_year", sa.Integer(), nullable=True),
        sa.Column("index_default", EXACT, nullable=False),
        sa.Column("dial", EXACT, nullable=False),
        sa.Column("evenness", EXACT, nullable=False),
        sa.Column("steadiness", EXACT, nullable=False),
        sa.Column("count", sa.String(), nullable=False),
        sa.Column("count_regular", sa.Boolean(), nullable=False),
        sa.Column("need_method", sa.String(), nullable=False),
        sa.Column("objective", sa.String(), nullable=False),
        sa.Column("coverage_weight", EXACT, nullable=True),
        sa.Column("benefit_weight", EXACT, nullable=True),
        sa.Column("round_to", sa.Integer(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(objective = 'mixed') = (benefit_weight IS NOT NULL)", name=op.f("ck_programme_benefit_weight")
        ),
        sa.CheckConstraint(
            "(objective = 'mixed') = (coverage_weight IS NOT NULL)", name=op.f("ck_programme_coverage_weight")
        ),
        sa.CheckConstraint("count IN ('confirmed', 'expected', 'all')", name=op.f("ck_programme_count")),
        sa.CheckConstraint(
            "need_method IN ('ratio', 'z_score', 'percentile', 'min_max')", name=op.f("ck_programme_need_method")
        ),
        sa.CheckConstraint("objective IN ('coverage', 'benefit', 'mixed')", name=op.f("ck_programme_objective")),
        sa.CheckConstraint(
            "CAST(dial AS DOUBLE PRECISION) >= 0 AND CAST(dial AS DOUBLE PRECISION) <= 4",
            name=op.f("ck_programme_dial"),
        ),
        sa.CheckConstraint(
            "CAST(evenness AS DOUBLE PRECISION) >= 0.25 AND CAST(evenness AS DOUBLE PRECISION) <= 4",
            name=op.f("ck_programme_evenness"),
        ),
        sa.CheckConstraint(
            "CAST(index_default AS DOUBLE PRECISION) >= -0.2 AND CAST(index_default AS DOUBLE PRECISION) <= 1",
            name=op.f("ck_programme_index_default"),
        ),
        sa.CheckConstraint(
            "CAST(round_to AS DOUBLE PRECISION) >= 1 AND CAST(round_to AS DOUBLE PRECISION) <= 1000000",
            name=op.f("ck_programme_round_to"),
        ),
        sa.CheckConstraint(
            "CAST(steadiness AS DOUBLE PRECISION) >= 0 AND CAST(steadiness AS DOUBLE PRECISION) <= 1",
            name=op.f("ck_programme_steadiness"),
        ),
        sa.CheckConstraint(
            "CAST(years AS DOUBLE PRECISION) >= 1 AND CAST(years AS DOUBLE PRECISION) <= 30",
            name=op.f("ck_programme_years"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domain",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("share", EXACT, nullable=False),
        sa.Column("norm", CENTS, nullable=True),
        sa.Column("taakveld", sa.String(), nullable=False),
        sa.Column("staff_limited", sa.Boolean(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("CAST(share AS DOUBLE PRECISION) >= 0", name=op.f("ck_domain_share")),
        sa.CheckConstraint("norm >= 0", name=op.f("ck_domain_norm")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_domain_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_domain")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("office", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("min_per_year", CENTS, nullable=False),
        sa.Column("max_per_year", CENTS, nullable=True),
        sa.Column("min_years", sa.Integer(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.Column("any_start", sa.Boolean(), nullable=False),
        sa.Column("fte_per_million", EXACT, nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("benefit", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('structural', 'incidental')", name=op.f("ck_measure_kind")),
        sa.CheckConstraint(
            "room <> 'resident' OR (indicator IS NULL AND NOT staff AND CAST(benefit AS DOUBLE PRECISION) = 0)",
            name=op.f("ck_measure_resident_is_not_weighed"),
        ),
        sa.CheckConstraint("room IN ('professional', 'resident')", name=op.f("ck_measure_room")),
        sa.CheckConstraint("CAST(benefit AS DOUBLE PRECISION) >= 0", name=op.f("ck_measure_benefit")),
        sa.CheckConstraint("CAST(fte_per_million AS DOUBLE PRECISION) >= 0", name=op.f("ck_measure_fte_per_million")),
        sa.CheckConstraint("CAST(min_years AS DOUBLE PRECISION) >= 1", name=op.f("ck_measure_min_years")),
        sa.CheckConstraint("max_per_year >= 0", name=op.f("ck_measure_max_per_year")),
        sa.CheckConstraint("min_per_year >= 0", name=op.f("ck_measure_min_per_year")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_measure_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_measure")),
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("layer IN ('municipality', 'state', 'partner')", name=op.f("ck_partner_layer")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_partner_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_partner")),
    )
    op.create_table(
        "price_index",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rise", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CAST(rise AS DOUBLE PRECISION) >= -0.2 AND CAST(rise AS DOUBLE PRECISION) <= 1",
            name=op.f("ck_price_index_rise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_price_index_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("year", "programme_id", name=op.f("pk_price_index")),
    )
    op.create_table(
        "rule",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("figure", EXACT, nullable=True),
        sa.Column("from_year", sa.Integer(), nullable=True),
        sa.Column("cells", sa.String(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("cells IN ('focus', 'all')", name=op.f("ck_rule_cells")),
        sa.CheckConstraint(
            "id IN ('structural_cover', 'hold_harmless', 'focus_minimum', 'persistence', "
            "'ramp_up', 'frontline_room', 'resident_initiatives', 'per_resident_ratio')",
            name=op.f("ck_rule_id"),
        ),
        sa.CheckConstraint("strength IN ('must', 'aim')", name=op.f("ck_rule_strength")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_rule_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_rule")),
    )
    op.create_table(
        "wijk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("CAST(residents AS DOUBLE PRECISION) >= 0", name=op.f("ck_wijk_residents")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_wijk_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_wijk")),
    )
    op.create_table(
        "floor",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=True),
        sa.Column("domain", sa.String(), nullable=True),
        sa.Column("per_resident", CENTS, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=True),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("strength IN ('must', 'aim')", name=op.f("ck_floor_strength")),
        sa.CheckConstraint("per_resident >= 0", name=op.f("ck_floor_per_resident")),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_floor_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"], ["wijk.programme_id", "wijk.id"], name=op.f("fk_floor_programme_id_wijk_wijk")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_floor_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", "programme_id", name=op.f("pk_floor")),
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("higher_is", sa.String(), nullable=False),
        sa.Column("weight", EXACT, nullable=False),
        sa.Column("reference", EXACT, nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("higher_is IN ('worse', 'better')", name=op.f("ck_indicator_higher_is")),
        sa.CheckConstraint("CAST(weight AS DOUBLE PRECISION) >= 0", name=op.f("ck_indicator_weight")),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_indicator_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_indicator_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_indicator")),
    )
    op.create_table(
        "measure_cell",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("weight", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CAST(weight AS DOUBLE PRECISION) > 0 AND CAST(weight AS DOUBLE PRECISION) <= 100",
            name=op.f("ck_measure_cell_weight"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_measure_cell_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_cell_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_measure_cell_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_measure_cell_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("measure", "position", "programme_id", name=op.f("pk_measure_cell")),
    )
    op.create_table(
        "measure_profile",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_measure_profile_amount")),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_profile_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_measure_profile_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("measure", "position", "programme_id", name=op.f("pk_measure_profile")),
    )
    op.create_table(
        "measure_requirement",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("required", sa.String(), nullable=False),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("share", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("CAST(lag AS DOUBLE PRECISION) >= 0", name=op.f("ck_measure_requirement_lag")),
        sa.CheckConstraint(
            "CAST(share AS DOUBLE PRECISION) > 0 AND CAST(share AS DOUBLE PRECISION) <= 100",
            name=op.f("ck_measure_requirement_share"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_requirement_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "required"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_requirement_programme_id_required_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_measure_requirement_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("measure", "position", "programme_id", name=op.f("pk_measure_requirement")),
    )
    op.create_table(
        "measure_running",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_running_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_measure_running_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("measure", "position", "programme_id", name=op.f("pk_measure_running")),
    )
    op.create_table(
        "measure_start_year",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_measure_start_year_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_measure_start_year_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("measure", "position", "programme_id", name=op.f("pk_measure_start_year")),
    )
    op.create_table(
        "regular",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("per_year", CENTS, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("per_year >= 0", name=op.f("ck_regular_per_year")),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_regular_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"], ["wijk.programme_id", "wijk.id"], name=op.f("fk_regular_programme_id_wijk_wijk")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_regular_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", "programme_id", name=op.f("pk_regular")),
    )
    op.create_table(
        "staff_capacity",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("staff", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("CAST(staff AS DOUBLE PRECISION) >= 0", name=op.f("ck_staff_capacity_staff")),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_staff_capacity_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_staff_capacity_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("domain", "year", "programme_id", name=op.f("pk_staff_capacity")),
    )
    op.create_table(
        "stream",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opening", CENTS, nullable=False),
        sa.Column("all_domains", sa.Boolean(), nullable=False),
        sa.Column("all_wijken", sa.Boolean(), nullable=False),
        sa.Column("all_measures", sa.Boolean(), nullable=False),
        sa.Column("excludes_staff", sa.Boolean(), nullable=False),
        sa.Column("carried_share", EXACT, nullable=True),
        sa.Column("carried_until", sa.Integer(), nullable=True),
        sa.Column("match_ratio", EXACT, nullable=True),
        sa.Column("match_scope", sa.String(), nullable=True),
        sa.Column("match_per", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("probability", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("certainty IN ('confirmed', 'expected', 'possible')", name=op.f("ck_stream_certainty")),
        sa.CheckConstraint("kind IN ('structural', 'incidental')", name=op.f("ck_stream_kind")),
        sa.CheckConstraint("match_per IN ('year', 'term')", name=op.f("ck_stream_match_per")),
        sa.CheckConstraint("match_scope IN ('programme', 'wijk', 'measure')", name=op.f("ck_stream_match_scope")),
        sa.CheckConstraint("(match_ratio IS NULL) = (match_per IS NULL)", name=op.f("ck_stream_match_with_per")),
        sa.CheckConstraint("(match_ratio IS NULL) = (match_scope IS NULL)", name=op.f("ck_stream_match_with_scope")),
        sa.CheckConstraint(
            "CAST(carried_share AS DOUBLE PRECISION) >= 0 AND CAST(carried_share AS DOUBLE PRECISION) <= 1",
            name=op.f("ck_stream_carried_share"),
        ),
        sa.CheckConstraint("CAST(match_ratio AS DOUBLE PRECISION) >= 0", name=op.f("ck_stream_match_ratio")),
        sa.CheckConstraint(
            "CAST(probability AS DOUBLE PRECISION) >= 0 AND CAST(probability AS DOUBLE PRECISION) <= 1",
            name=op.f("ck_stream_probability"),
        ),
        sa.CheckConstraint("carried_share IS NOT NULL OR carried_until IS NULL", name=op.f("ck_stream_carried_until")),
        sa.CheckConstraint("opening >= 0", name=op.f("ck_stream_opening")),
        sa.ForeignKeyConstraint(
            ["programme_id", "partner"],
            ["partner.programme_id", "partner.id"],
            name=op.f("fk_stream_programme_id_partner_partner"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_stream_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "programme_id", name=op.f("pk_stream")),
    )
    op.create_table(
        "wijk_baseline",
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_wijk_baseline_amount")),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_wijk_baseline_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_wijk_baseline_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_wijk_baseline_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wijk", "domain", "programme_id", name=op.f("pk_wijk_baseline")),
    )
    op.create_table(
        "wijk_focus",
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("factor", EXACT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CAST(factor AS DOUBLE PRECISION) > 0 AND CAST(factor AS DOUBLE PRECISION) <= 100",
            name=op.f("ck_wijk_focus_factor"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_wijk_focus_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_wijk_focus_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_wijk_focus_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wijk", "position", "programme_id", name=op.f("pk_wijk_focus")),
    )
    op.create_table(
        "wijk_need",
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("need", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CAST(need AS DOUBLE PRECISION) >= 0 AND CAST(need AS DOUBLE PRECISION) <= 100",
            name=op.f("ck_wijk_need_need"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_wijk_need_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"], ["wijk.programme_id", "wijk.id"], name=op.f("fk_wijk_need_programme_id_wijk_wijk")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_wijk_need_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wijk", "domain", "programme_id", name=op.f("pk_wijk_need")),
    )
    op.create_table(
        "wijk_residents",
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("CAST(residents AS DOUBLE PRECISION) >= 0", name=op.f("ck_wijk_residents_residents")),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_wijk_residents_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_wijk_residents_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("wijk", "year", "programme_id", name=op.f("pk_wijk_residents")),
    )
    op.create_table(
        "commitment",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_commitment_amount")),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_commitment_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_commitment_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_commitment_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", "programme_id", name=op.f("pk_commitment")),
    )
    op.create_table(
        "indicator_value",
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("figure", EXACT, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "indicator"],
            ["indicator.programme_id", "indicator.id"],
            name=op.f("fk_indicator_value_programme_id_indicator_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_indicator_value_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_indicator_value_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("indicator", "wijk", "programme_id", name=op.f("pk_indicator_value")),
    )
    op.create_table(
        "stream_amount",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_stream_amount_amount")),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_stream_amount_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_stream_amount_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stream", "year", "programme_id", name=op.f("pk_stream_amount")),
    )
    op.create_table(
        "stream_domain",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "domain"],
            ["domain.programme_id", "domain.id"],
            name=op.f("fk_stream_domain_programme_id_domain_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_stream_domain_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_stream_domain_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stream", "position", "programme_id", name=op.f("pk_stream_domain")),
    )
    op.create_table(
        "stream_match_layer",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("layer IN ('municipality', 'state', 'partner')", name=op.f("ck_stream_match_layer_layer")),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_stream_match_layer_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_stream_match_layer_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("stream", "position", "programme_id", name=op.f("pk_stream_match_layer")),
    )
    op.create_table(
        "stream_measure",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "measure"],
            ["measure.programme_id", "measure.id"],
            name=op.f("fk_stream_measure_programme_id_measure_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_stream_measure_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_stream_measure_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("stream", "position", "programme_id", name=op.f("pk_stream_measure")),
    )
    op.create_table(
        "stream_wijk",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "stream"],
            ["stream.programme_id", "stream.id"],
            name=op.f("fk_stream_wijk_programme_id_stream_stream"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "wijk"],
            ["wijk.programme_id", "wijk.id"],
            name=op.f("fk_stream_wijk_programme_id_wijk_wijk"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_stream_wijk_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stream", "position", "programme_id", name=op.f("pk_stream_wijk")),
    )


def downgrade() -> None:
    op.drop_table("stream_wijk")
    op.drop_table("stream_measure")
    op.drop_table("stream_match_layer")
    op.drop_table("stream_domain")
    op.drop_table("stream_amount")
    op.drop_table("indicator_value")
    op.drop_table("commitment")
    op.drop_table("wijk_residents")
    op.drop_table("wijk_need")
    op.drop_table("wijk_focus")
    op.drop_table("wijk_baseline")
    op.drop_table("stream")
    op.drop_table("staff_capacity")
    op.drop_table("regular")
    op.drop_table("measure_start_year")
    op.drop_table("measure_running")
    op.drop_table("measure_requirement")
    op.drop_table("measure_profile")
    op.drop_table("measure_cell")
    op.drop_table("indicator")
    op.drop_table("floor")
    op.drop_table("wijk")
    op.drop_table("rule")
    op.drop_table("price_index")
    op.drop_table("partner")
    op.drop_table("measure")
    op.drop_table("domain")
    op.drop_table("programme")
