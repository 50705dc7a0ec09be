"""Case files, evidence, persons, runs and messages.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CASE_FILES = """
create table rulebooks (
    hash text primary key,
    content text not null
);
create table persons (
    id uuid primary key,
    cpr_enc bytea,
    name_enc bytea,
    birth_date_enc bytea not null,
    cpr_index bytea unique
);
create table person_marks (
    mark bytea,
    person uuid references persons,
    primary key (mark, person)
);
create table case_numbers (
    year integer primary key,
    last integer not null check (last > 0)
);
create table events (
    case_number text,
    version integer check (version > 0),
    at timestamptz not null,
    type text not null,
    actor text not null,
    via text not null,
    body text not null,
    hash text not null,
    primary key (case_number, version)
);
create table cases (
    case_number text primary key,
    version integer not null,
    stage text not null,
    awaiting text,
    due_at timestamptz,
    kind text,
    first_due_at timestamptz,
    next_tick_at timestamptz,
    team text,
    caseworker text,
    received_at timestamptz not null,
    rulebook text not null references rulebooks,
    person uuid not null references persons,
    samraad_on date,
    shown_version integer not null default 0
);
create index cases_outdated on cases (case_number) where shown_version < version;
create index cases_next_tick_at on cases (next_tick_at) where next_tick_at is not null;
create index cases_person on cases (person);
create table runs (
    case_number text primary key references cases,
    flow_run_id text,
    attempt integer not null,
    wait_key text,
    form text,
    form_attempt integer,
    shown_version integer not null,
    shown_name text,
    shown_tags text[] not null,
    artifact text
);
"""

_EVIDENCE = """
create table evidence (
    id uuid primary key,
    source_index bytea not null unique,
    source_enc bytea not null,
    raw_enc bytea not null,
    arrived_at timestamptz,
    kept_at timestamptz not null,
    read_at timestamptz,
    message_id_index bytea
);
create index evidence_unread on evidence (kept_at) where read_at is null;
create index evidence_message_id on evidence (message_id_index) where message_id_index is not null;
create table notifications (
    id uuid primary key,
    serial bigint generated always as identity unique,
    evidence uuid not null references evidence,
    position integer not null,
    row_number integer,
    outcome text not null,
    case_number text references cases,
    reason text,
    person uuid references persons,
    entry_enc bytea,
    commitment bytea,
    at timestamptz not null,
    unique (evidence, position)
);
create index notifications_case on notifications (case_number) where case_number is not null;
create table notification_marks (
    mark bytea,
    notification uuid references notifications,
    primary key (mark, notification)
);
"""

_MESSAGES = """
create table outbox (
    id bigint generated always as identity primary key,
    case_number text,
    event_version integer,
    recipient text not null,
    kind text not null,
    milestone text,
    due_on date,
    urgent boolean not null,
    created_at timestamptz not null,
    fields text not null,
    covered boolean not null default false,
    unique (case_number, event_version, recipient, kind)
);
create index outbox_waiting on outbox (id) where not covered;
create table deliveries (
    id text primary key,
    serial bigint generated always as identity unique,
    recipient text not null,
    target text not null,
    attempt integer not null,
    next_attempt_at timestamptz not null,
    state text not null,
    reference text not null,
    urgent boolean not null
);
create index deliveries_open on deliveries (next_attempt_at) where state not in ('sent', 'given_up');
create table delivery_notices (
    delivery text references deliveries,
    notice bigint references outbox,
    primary key (delivery, notice)
);
"""

_INSTALLATION = """
create table clock (
    id integer primary key check (id = 1),
    wound_at timestamptz not null,
    shows_at timestamptz not null,
    speed double precision not null check (speed > 0)
);
create table key_check (
    id integer primary key check (id = 1),
    check_enc bytea not null
);
"""

# "always": not even a session that plays replica gets past them. `%%` is the driver's way of writing one.
_APPEND_ONLY = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%% of %% refused: what was written there stays', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;
create trigger events_kept before update or delete on events for each row execute function refuse_change();
create trigger events_not_emptied before truncate on events execute function refuse_change();
create trigger rulebooks_kept before update or delete on rulebooks for each row execute function refuse_change();
create trigger rulebooks_not_emptied before truncate on rulebooks execute function refuse_change();
create trigger evidence_kept
    before delete or update of id, source_index, source_enc, raw_enc, arrived_at, kept_at on evidence
    for each row execute function refuse_change();
create trigger evidence_read_once before update of read_at, message_id_index on evidence
    for each row when (old.read_at is not null) execute function refuse_change();
create trigger evidence_not_emptied before truncate on evidence execute function refuse_change();
alter table events enable always trigger events_kept;
alter table events enable always trigger events_not_emptied;
alter table rulebooks enable always trigger rulebooks_kept;
alter table rulebooks enable always trigger rulebooks_not_emptied;
alter table evidence enable always trigger evidence_kept;
alter table evidence enable always trigger evidence_read_once;
alter table evidence enable always trigger evidence_not_emptied;
"""


def upgrade() -> None:
    for statements in (_CASE_FILES, _EVIDENCE, _MESSAGES, _INSTALLATION, _APPEND_ONLY):
        op.get_bind().exec_driver_sql(statements)


def downgrade() -> None:
    raise NotImplementedError("case files are not taken back: restore a backup instead")
