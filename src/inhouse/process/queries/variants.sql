-- Which ways through the service are there, and how many cases went each? Commonest first; equal ones by their first case.
SELECT
    CAST(row_number() OVER (ORDER BY cases DESC, example_case) AS INTEGER) AS variant,
    way, way_again, events, cases, example_case
FROM (
    SELECT way, way_again, events, count(*) AS cases, min(case_number) AS example_case
    FROM case_ways
    GROUP BY way, way_again, events
)
