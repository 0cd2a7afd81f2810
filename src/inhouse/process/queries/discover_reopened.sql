-- How many cases have an activity that closes, and in how many does another activity that does not close follow it?
SELECT
    CAST(coalesce(sum(cases), 0) AS BIGINT) AS closed,
    CAST(coalesce(sum(CASE WHEN times > 0 THEN cases ELSE 0 END), 0) AS BIGINT) AS reopened
FROM (
    SELECT
        s.variant,
        s.cases,
        sum(CASE WHEN list_contains($closing, b.activity) AND NOT list_contains($closing, a.activity) THEN 1 ELSE 0 END)
            AS times,
        sum(CASE WHEN list_contains($closing, a.activity) THEN 1 ELSE 0 END) AS closings
    FROM variant_steps AS s
    INNER JOIN activity_codes AS a ON a.code = s.activity
    LEFT JOIN activity_codes AS b ON b.code = s.activity_before
    GROUP BY s.variant, s.cases
)
WHERE closings > 0
