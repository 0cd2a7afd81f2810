-- In which order did the events of each case come, and how long after the one before?
SELECT
    case_number,
    row_number() OVER in_order AS place,
    activity,
    lag(activity) OVER in_order AS activity_before,
    clock_us - lag(clock_us) OVER in_order AS wait_us,
    resource,
    lag(resource) OVER in_order AS resource_before,
    org_group,
    lag(org_group) OVER in_order AS group_before
FROM (
    SELECT
        c.case_number,
        a.code AS activity,
        r.code AS resource,
        g.code AS org_group,
        e.clock_us,
        CASE WHEN $by_time THEN date_diff('microsecond', TIMESTAMP '1970-01-01', e."timestamp") ELSE e."row" END AS first_by,
        e."position" AS then_by
    FROM events_timed AS e
    INNER JOIN cases AS c ON c.case_id = e.case_id
    INNER JOIN activity_codes AS a ON a.activity = e.activity
    LEFT JOIN resource_codes AS r ON r.resource = e.resource
    LEFT JOIN group_codes AS g ON g.org_group = e.org_group
)
WINDOW in_order AS (PARTITION BY case_number ORDER BY first_by, then_by)
