//! Tables and statements of the Satchel server on SQLite and PostgreSQL.
