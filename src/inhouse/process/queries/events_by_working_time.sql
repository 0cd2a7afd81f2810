-- What does the clock of working time say when each event is complete? It stands still while the service is shut.
SELECT *, worked_us AS clock_us FROM events_worked
