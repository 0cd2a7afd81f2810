-- What does the clock on the wall say when each event is complete? It never stops; microseconds since 1970, UTC.
SELECT *, date_diff('microsecond', TIMESTAMP '1970-01-01', "timestamp") AS clock_us FROM events
