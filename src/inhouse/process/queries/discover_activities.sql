-- How often does each activity occur, in how many cases, how often again, and how many cases begin and end with it?
SELECT
    a.activity,
    CAST(sum(u.times * u.cases) AS BIGINT) AS events,
    CAST(sum(u.cases) AS BIGINT) AS cases,
    CAST(sum(u.starts * u.cases) AS BIGINT) AS starts,
    CAST(sum(u.ends * u.cases) AS BIGINT) AS ends,
    CAST(sum((u.times - 1) * u.cases) AS BIGINT) AS repeats,
    CAST(sum(CASE WHEN u.times > 1 THEN u.cases ELSE 0 END) AS BIGINT) AS cases_with_repeats
FROM (
    SELECT
        variant,
        activity,
        cases,
        count(*) AS times,
        sum(CASE WHEN place = 1 THEN 1 ELSE 0 END) AS starts,
        sum(CASE WHEN place = events THEN 1 ELSE 0 END) AS ends
    FROM variant_steps
    GROUP BY variant, activity, cases
) AS u
INNER JOIN activity_codes AS a ON a.code = u.activity
GROUP BY a.activity
ORDER BY events DESC, a.activity
