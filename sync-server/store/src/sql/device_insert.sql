INSERT INTO device (device, tenant, user_id, role, machine, pub, cert, label, status, enrolled_at,
    ctr_hw, chain, beacon_min, incarnation, token_tx, token_id, lease_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
