"""The SQL of the first migration: the application role, one foreign key per dossier row, triggers, row-level security."""

from __future__ import annotations

from django.db import migrations

CHILDREN = ("event", "sealedtext", "person", "document", "dossierkey", "summary", "assignment")
PLAIN = ("counter", "dossier", "tombstone")

ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wederhoor_app') THEN
    CREATE ROLE wederhoor_app LOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO wederhoor_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organisations_organisation, organisations_location, organisations_account,
  organisations_membership TO wederhoor_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO wederhoor_app;
"""

GRANTS = """
REVOKE ALL ON {tables} FROM wederhoor_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON dossier_sealedtext, dossier_person, dossier_document, dossier_dossierkey,
  dossier_summary, dossier_assignment, dossier_dossier TO wederhoor_app;
GRANT SELECT, INSERT, UPDATE ON dossier_counter TO wederhoor_app;
GRANT SELECT, INSERT ON dossier_event, dossier_accesslog, dossier_tombstone TO wederhoor_app;
""".format(tables=", ".join(f"dossier_{table}" for table in (*CHILDREN, *PLAIN, "accesslog")))

EVENTS = """
CREATE FUNCTION dossier_event_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an event is never changed: append a correction' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dossier_event_no_update BEFORE UPDATE ON dossier_event
  FOR EACH ROW EXECUTE FUNCTION dossier_event_refuse_update();

ALTER TABLE dossier_tombstone ADD COLUMN written_in xid8;
CREATE FUNCTION dossier_tombstone_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'a tombstone stays' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.written_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER dossier_tombstone_stays BEFORE INSERT OR UPDATE OR DELETE ON dossier_tombstone
  FOR EACH ROW EXECUTE FUNCTION dossier_tombstone_stamp();

CREATE FUNCTION dossier_event_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM dossier_tombstone t WHERE t.organisation_id = OLD.organisation_id
      AND t.dossier_id = OLD.dossier_id AND t.written_in = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'an event goes only with its whole dossier: write the tombstone in the same transaction'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER dossier_event_no_delete BEFORE DELETE ON dossier_event
  FOR EACH ROW EXECUTE FUNCTION dossier_event_refuse_delete();
"""

ACCESS = """
CREATE TABLE dossier_accesshead (organisation_id bigint PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);
REVOKE ALL ON dossier_accesshead FROM PUBLIC, wederhoor_app;

CREATE FUNCTION dossier_access_line(previous bytea, seq bigint, who text, role text, on_behalf_of text, dossier text,
    action text, at timestamptz, hits integer) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(seq, who, role, on_behalf_of, dossier, action,
    extract(epoch FROM at), hits)::text, 'UTF8'))
$$;

CREATE FUNCTION dossier_access_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE head dossier_accesshead;
BEGIN
  INSERT INTO dossier_accesshead AS h VALUES (NEW.organisation_id, 1, '')
    ON CONFLICT (organisation_id) DO UPDATE SET seq = h.seq + 1 RETURNING * INTO head;
  NEW.seq := head.seq;
  NEW.previous := head.hash;
  NEW.hash := dossier_access_line(head.hash, head.seq, NEW.who, NEW.role, NEW.on_behalf_of, NEW.dossier, NEW.action,
    NEW.at, NEW.hits);
  UPDATE dossier_accesshead SET hash = NEW.hash WHERE organisation_id = NEW.organisation_id;
  RETURN NEW;
END $$;
CREATE TRIGGER dossier_access_chained BEFORE INSERT ON dossier_accesslog
  FOR EACH ROW EXECUTE FUNCTION dossier_access_chain();

CREATE FUNCTION dossier_access_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the access log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dossier_access_append_only BEFORE UPDATE OR DELETE ON dossier_accesslog
  FOR EACH ROW EXECUTE FUNCTION dossier_access_refuse();
"""

OWN = "organisation_id = ANY((SELECT string_to_array(current_setting('app.organisation', true), ',')::bigint[])::bigint[])"
ACCOUNT = "account_id = (SELECT nullif(current_setting('app.account', true), '')::uuid)"
ASSIGNED = f"""{{column}} = ANY(ARRAY(SELECT a.dossier_id FROM dossier_assignment a WHERE a.{ACCOUNT}
    AND NOT a.recused AND a.since <= current_date AND (a.until IS NULL OR a.until >= current_date)))"""  # noqa: S608  # constants only


def _foreign_key(table: str) -> str:
    return (
        f"ALTER TABLE dossier_{table} ADD CONSTRAINT dossier_{table}_dossier FOREIGN KEY (organisation_id, dossier_id) "
        "REFERENCES dossier_dossier (organisation_id, id) ON DELETE CASCADE;"
    )


def _fence(table: str, visible: str, app: str = "dossier") -> str:
    return f"""
ALTER TABLE {app}_{table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {app}_{table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {app}_{table}_fence ON {app}_{table} USING ({visible});
"""


def _visible(table: str) -> str:
    if table == "assignment":
        return f"{OWN} OR {ACCOUNT}"
    if table in {"counter", "tombstone"}:
        return OWN
    return f"{OWN} OR {ASSIGNED.format(column='id' if table == 'dossier' else 'dossier_id')}"


LOG_FENCE = f"""
ALTER TABLE dossier_accesslog ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossier_accesslog FORCE ROW LEVEL SECURITY;
CREATE POLICY dossier_accesslog_read ON dossier_accesslog FOR SELECT USING ({OWN});
CREATE POLICY dossier_accesslog_write ON dossier_accesslog FOR INSERT WITH CHECK ({OWN}
  OR organisation_id = ANY(ARRAY(SELECT a.organisation_id FROM dossier_assignment a WHERE a.{ACCOUNT})));
"""  # noqa: S608  # constants only


def child_operations(*tables: str) -> list[migrations.RunSQL]:
    """What a later migration does after it made tables whose rows belong to a dossier: key with cascade, rights, fence.

    The tables are named without `dossier_`; each has `organisation_id` and `dossier_id`.
    """
    rights = [f"GRANT SELECT, INSERT, UPDATE, DELETE ON dossier_{table} TO wederhoor_app;" for table in tables]
    keys = [_foreign_key(table) for table in tables]
    fences = [_fence(table, f"{OWN} OR {ASSIGNED.format(column='dossier_id')}") for table in tables]
    return [migrations.RunSQL([sql], migrations.RunSQL.noop) for sql in [*rights, *keys, *fences]]


def own_operations(*tables: str, app: str = "dossier") -> list[migrations.RunSQL]:
    """The same for tables of an organisation that belong to no dossier: rights and the fence between organisations.

    They have `organisation_id`; ``app`` is the app whose tables they are.
    """
    rights = [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {app}_{table} TO wederhoor_app;" for table in tables]
    fences = [_fence(table, OWN, app) for table in tables]
    return [migrations.RunSQL([sql], migrations.RunSQL.noop) for sql in [*rights, *fences]]


def operations() -> list[migrations.RunSQL]:
    """What the first migration does after it made the tables."""
    keys = [_foreign_key(table) for table in CHILDREN]
    fences = [_fence(table, _visible(table)) for table in CHILDREN + PLAIN]
    return [
        migrations.RunSQL([sql], migrations.RunSQL.noop)
        for sql in [ROLE, GRANTS, EVENTS, ACCESS, *keys, *fences, LOG_FENCE]
    ]
