"""The encrypted local database: tables, projections of the record, lists and backups."""
