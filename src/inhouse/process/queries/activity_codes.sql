-- Which activities are there? Each has a small number, in the order of names, so that sorting is cheap.
SELECT activity, CAST(row_number() OVER (ORDER BY activity) AS INTEGER) AS code
FROM (SELECT DISTINCT activity FROM events)
