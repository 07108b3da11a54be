INSERT INTO invitation (invitation_id, tenant, code_hash, role, patient, profile, created_by, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
