-- In how many cases was work handed from A to B and, at the next hand-over, back from B to A; and how often?
SELECT count(DISTINCT case_number) AS cases, count(*) AS returns
FROM (
    SELECT
        case_number,
        who_before,
        who,
        lag(who_before) OVER in_order AS before_that,
        lag(who) OVER in_order AS handed_to
    FROM (
        SELECT
            case_number,
            place,
            CASE WHEN $groups THEN group_before ELSE resource_before END AS who_before,
            CASE WHEN $groups THEN org_group ELSE resource END AS who
        FROM steps
    )
    WHERE who_before <> who
    WINDOW in_order AS (PARTITION BY case_number ORDER BY place)
)
WHERE before_that = who AND handed_to = who_before
