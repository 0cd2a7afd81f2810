-- Which resources are there? Each has a small number, in the order of names.
SELECT resource, CAST(row_number() OVER (ORDER BY resource) AS INTEGER) AS code
FROM (SELECT DISTINCT resource FROM events WHERE resource IS NOT NULL)
