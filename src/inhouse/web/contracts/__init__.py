"""What is paid, to whom, under which contract? Overview, Payments, Suppliers, Contracts, and the rows behind them."""
