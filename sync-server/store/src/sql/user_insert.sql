INSERT INTO user_account (user_id, tenant, role, patient, login_hash, password, profile, status, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
ON CONFLICT (tenant, login_hash) DO NOTHING
