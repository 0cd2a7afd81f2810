-- Which rows are payments? Those that the reader kept.
SELECT * FROM payment_rows WHERE reject_column IS NULL
