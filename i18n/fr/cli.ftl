cli-listening = À l'écoute sur { $address }
cli-fingerprint = Clé du serveur { $fingerprint }
cli-setup-code = Code d'installation { $code } (valable une fois ; il crée le premier administrateur)
cli-stopping = Arrêt : plus de nouveau travail, celui en cours se termine
cli-stopped = Arrêté
cli-import-refused = { $file }, { $place } : { $reason }
cli-import-read = { $files } fichiers, { $patients } patients, { $resources } ressources
cli-import-sorted = { $mapped } intégrées, { $kept } conservées telles quelles, { $refused } refusées, { $unchanged } déjà présentes
cli-audit-intact =
    { $entries ->
        [one] Journal d'audit intact : { $entries } entrée
       *[other] Journal d'audit intact : { $entries } entrées
    }
cli-audit-tampered = Le journal d'audit ne concorde plus à partir de l'entrée { $seq }
