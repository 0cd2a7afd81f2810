-- How much was looked at, and from when to when?
SELECT
    count(*) AS cases,
    CAST(coalesce(sum(events), 0) AS BIGINT) AS events,
    min(started_us) AS first_us,
    max(finished_us) AS last_us,
    (SELECT count(*) FROM variants) AS variants,
    (SELECT count(DISTINCT activity) FROM variant_steps) AS activities,
    (SELECT count(DISTINCT resource) FROM steps) AS resources,
    (SELECT count(DISTINCT org_group) FROM steps) AS groups
FROM cases
