"""One file per page: permission, form, query, presenter, render."""
