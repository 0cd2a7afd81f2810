-- Which rows of the log are no events, and why?
SELECT source, part, "row", reject_column AS "column", reject_found AS found, reject_expected AS expected
FROM event_rows
WHERE reject_column IS NOT NULL
ORDER BY source, part, "row"
