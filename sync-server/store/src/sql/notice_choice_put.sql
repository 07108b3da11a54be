INSERT INTO notice_choice (user_id, in_app, email, quiet_from, quiet_to, contact, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (user_id) DO UPDATE SET in_app = excluded.in_app, email = excluded.email,
    quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, contact = excluded.contact,
    changed_at = excluded.changed_at
