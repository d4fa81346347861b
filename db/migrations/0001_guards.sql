-- What the database itself refuses, whatever the code does.

-- An adviser is never in two live meetings at once, of any lengths.
CREATE TRIGGER bookings_no_overlap_insert BEFORE INSERT ON bookings WHEN new.state = 'live'
BEGIN
  SELECT RAISE(ABORT, 'booking overlaps') WHERE EXISTS (
    SELECT 1 FROM bookings
    WHERE adviser_id = new.adviser_id AND state = 'live'
      AND starts_at < new.ends_at AND ends_at > new.starts_at
  );
END;
--> statement-breakpoint
CREATE TRIGGER bookings_no_overlap_update BEFORE UPDATE ON bookings WHEN new.state = 'live'
BEGIN
  SELECT RAISE(ABORT, 'booking overlaps') WHERE EXISTS (
    SELECT 1 FROM bookings
    WHERE adviser_id = new.adviser_id AND state = 'live' AND id <> old.id
      AND starts_at < new.ends_at AND ends_at > new.starts_at
  );
END;
--> statement-breakpoint
CREATE TRIGGER bookings_end_after_start BEFORE INSERT ON bookings WHEN new.ends_at <= new.starts_at
BEGIN
  SELECT RAISE(ABORT, 'booking ends before it starts');
END;
--> statement-breakpoint

-- What happened stays as it was written.
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
