-- How many cases that ended in each month met the target, and how many of those begun in it?
WITH closed AS (
    SELECT
        closed_month AS month,
        count(*) AS closed,
        count(*) FILTER (WHERE outcome = 'met') AS met,
        count(*) FILTER (WHERE is_backlog) AS backlog_closed
    FROM target_cases
    WHERE closed_month IS NOT NULL
    GROUP BY closed_month
),
opened AS (
    SELECT
        opened_month AS month,
        count(*) FILTER (WHERE outcome = 'met') AS opened_met,
        count(*) FILTER (WHERE outcome IN ('missed', 'still open and late')) AS opened_missed,
        count(*) FILTER (WHERE outcome = 'still open, and not late yet') AS opened_open,
        count(*) AS begun
    FROM target_cases
    WHERE opened_month IS NOT NULL
    GROUP BY opened_month
)
SELECT
    month.month,
    coalesce(closed.closed, 0) AS closed,
    coalesce(closed.met, 0) AS met,
    coalesce(closed.backlog_closed, 0) AS backlog_closed,
    coalesce(opened.opened_met, 0) AS opened_met,
    coalesce(opened.opened_missed, 0) AS opened_missed,
    coalesce(opened.opened_open, 0) AS opened_open,
    coalesce(opened.begun - opened.opened_met - opened.opened_missed - opened.opened_open, 0) AS unjudged
FROM target_months AS month
LEFT JOIN closed ON closed.month = month.month
LEFT JOIN opened ON opened.month = month.month
WHERE closed.month IS NOT NULL OR opened.month IS NOT NULL
ORDER BY month.month
