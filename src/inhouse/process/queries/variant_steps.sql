-- Which activities make up each way, in order?
SELECT v.variant, v.cases, v.events, s.place, s.activity, s.activity_before
FROM steps AS s
INNER JOIN variants AS v ON v.example_case = s.case_number
