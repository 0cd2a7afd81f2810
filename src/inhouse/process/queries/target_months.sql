-- When does each month begin and end, and what does the clock say at its start? One line of text a month.
SELECT
    CAST(split_part(written.line, chr(9), 1) AS DATE) AS month,
    CAST(split_part(written.line, chr(9), 2) AS BIGINT) AS from_us,
    CAST(split_part(written.line, chr(9), 3) AS BIGINT) AS to_us,
    CAST(split_part(written.line, chr(9), 4) AS BIGINT) AS clock_us
FROM (SELECT unnest(string_split($months, chr(10))) AS line) AS written
WHERE written.line <> ''
