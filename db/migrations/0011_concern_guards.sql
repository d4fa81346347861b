-- What happened to a concern stays as it was written.
CREATE TRIGGER concern_events_no_update BEFORE UPDATE ON concern_events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER concern_events_no_delete BEFORE DELETE ON concern_events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint

-- Nothing is passed on to a body unless the last word of its practitioner about that body is a yes.
CREATE TRIGGER concern_events_only_with_consent BEFORE INSERT ON concern_events WHEN new.change = 'pass-on'
BEGIN
  SELECT RAISE(ABORT, 'there is no consent') WHERE coalesce((
    SELECT change FROM concern_events
    WHERE concern_id = new.concern_id AND detail = new.detail
      AND change IN ('give-consent', 'withdraw-consent', 'take-back')
    ORDER BY id DESC LIMIT 1
  ), '') <> 'give-consent';
END;
