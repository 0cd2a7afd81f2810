-- When is the service open, day by day (UTC), and how much was worked before each stretch?
-- Each stretch is one line of text with tabs between its parts, because it comes from a calendar. Times are
-- microseconds since 1970; a stretch ends just before its end.
SELECT
    CAST(split_part(written.line, chr(9), 1) AS DATE) AS utc_date,
    CAST(split_part(written.line, chr(9), 2) AS BIGINT) AS from_us,
    CAST(split_part(written.line, chr(9), 3) AS BIGINT) AS to_us,
    CAST(split_part(written.line, chr(9), 4) AS BIGINT) AS worked_before_us,
    split_part(written.line, chr(9), 5) = '1' AS is_open
FROM (SELECT unnest(string_split($stretches, chr(10))) AS line) AS written
WHERE written.line <> ''
