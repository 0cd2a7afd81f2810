-- Of how many cases does the supplier say what the events say, and of how many otherwise?
SELECT
    count(*) AS listed,
    count(*) FILTER (WHERE agrees) AS agree,
    count(*) FILTER (WHERE NOT agrees) AS differ,
    count(*) FILTER (WHERE known AND agrees IS NULL) AS unjudged,
    count(*) FILTER (WHERE NOT known) AS unknown,
    (
        SELECT count(DISTINCT judged.case_id)
        FROM target_cases AS judged
        LEFT JOIN target_beside AS listed ON listed.case_id = judged.case_id
        WHERE judged.outcome IN ('met', 'missed') AND listed.case_id IS NULL
    ) AS unreported,
    (
        SELECT count(DISTINCT judged.case_id) FROM target_cases AS judged WHERE judged.not_understood AND NOT $from_list
    ) AS not_understood
FROM target_beside
