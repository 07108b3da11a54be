durability-saved = Enregistré sur cet appareil
durability-sent = Envoyé, { $time }
durability-elsewhere = Sur { $device }
durability-elsewhere-all = Sur les autres appareils
durability-pending = Pas encore envoyé
durability-not-accepted = Refusé par le serveur
durability-asked-for = Demandé
