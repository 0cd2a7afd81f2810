-- When did each case come, and what kind of work was it?
-- A case comes when its first event begins, or happens where the log does not say when it began. The kind of work is
-- what the column named says of the earliest event that says anything; all are one kind where no column is named.
WITH said AS (
    SELECT
        event.case_id,
        event.timestamp,
        event.position,
        coalesce(event.start_timestamp, event.timestamp) AS came_at,
        CASE $skill
            WHEN '' THEN ''
            WHEN 'activity' THEN event.activity
            WHEN 'org_group' THEN event.org_group
            ELSE event.attributes[$skill]
        END AS skill
    FROM events AS event
    WHERE event.timestamp IS NOT NULL
),
ordered AS (
    SELECT
        case_id,
        skill,
        min(came_at) OVER (PARTITION BY case_id) AS came_at,
        row_number() OVER (
            PARTITION BY case_id
            ORDER BY CASE WHEN skill IS NULL THEN 1 ELSE 0 END, timestamp, position
        ) AS place
    FROM said
)
SELECT
    case_id,
    coalesce(skill, 'not said') AS skill,
    came_at
FROM ordered
WHERE place = 1
