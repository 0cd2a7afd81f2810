-- Which cases are looked at, when nothing is left out?
SELECT case_number, case_id, events, started_us, finished_us, took_us FROM cases_all
