# Appareils de la clinique : qui, lequel, vu quand, ce qu'il n'a pas envoyé, jusqu'à quand il marche hors ligne.

devices-title = Appareils
# $count (Number) devices
devices-lead-count =
    { $count ->
        [one] { $count } appareil.
       *[other] { $count } appareils.
    }
# $count (Number) changes that never reached the server
devices-lead-unsent =
    { $count ->
        [0] Rien n’attend d’être envoyé.
        [one] { $count } modification pas encore envoyée.
       *[other] { $count } modifications pas encore envoyées.
    }
# $count (Number) devices whose lease ends within 48 hours
devices-lead-lease =
    { $count ->
        [0] Aucun délai ne finit dans les 48 heures.
        [one] { $count } délai finit dans les 48 heures.
       *[other] { $count } délais finissent dans les 48 heures.
    }
devices-list = Appareils
devices-filter = Quels appareils
# $count (Number) devices
devices-filter-all = Tous { $count }
# $count (Number) devices
devices-filter-look = À regarder { $count }
# $count (Number) devices
devices-filter-unsent = Pas envoyé { $count }
# $count (Number) devices
devices-filter-unseen = Pas vu depuis 7 jours { $count }
# $count (Number) devices
devices-filter-old = Ancienne version { $count }
devices-column-person = Personne
devices-column-device = Appareil
devices-column-seen = Vu
devices-column-unsent = Pas envoyé
devices-column-lease = Peut marcher hors ligne
devices-column-state = État
# $version (String) version of the app
devices-app = Satchel { $version }
# $model (String) machine's model
# $version (String) version of the app
devices-model-app = { $model }, Satchel { $version }
devices-now = Maintenant
devices-never = Jamais
# $days (Number) whole days left
devices-lease-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }
# $hours (Number) whole hours left
devices-lease-hours = encore { $hours } h
# $day (String) when it ended
devices-lease-ended = Fini { $day }
devices-lease-none = Aucun
devices-state-working = En service
devices-state-waiting = Pas encore envoyé
devices-state-lease = Délai bientôt fini
devices-state-ended = Verrouillé, données gardées
devices-state-blocked = Arrêté par le serveur : il en existe deux copies
devices-state-unseen = Pas vu récemment
# $time (String) when it was revoked, $seen (String) when it was last seen
devices-revoked-unseen = Révoqué { $time }, pas vu depuis { $seen }
# $time (String) when it was revoked
devices-revoked-never = Révoqué { $time }, jamais vu
# $time (String) when it was revoked
devices-revoked-seen = Révoqué { $time }, il le sait
devices-none = Aucun appareil
devices-none-why = Un appareil apparaît ici quand une personne rejoint la clinique avec une invitation.
devices-none-act = Inviter une personne
devices-filter-empty = Aucun appareil n’est ainsi
# $shown (Number) devices shown, $all (Number) devices in all
devices-showing = { $shown } affichés sur { $all }.
devices-as-of = Selon ce que chaque appareil a dit en dernier. Un appareil hors ligne peut en avoir plus.

devices-panel = Appareil
devices-fact-person = Personne
devices-fact-model = Machine
devices-fact-version = Application
devices-fact-added = Ajouté
devices-fact-seen = Vu
devices-fact-unsent = Pas envoyé
devices-fact-lease = Marche hors ligne jusqu’au
devices-fact-restored = Restauré depuis une copie
devices-fact-id = Numéro de l’appareil
# $count (Number) changes never sent
devices-warn-unsent =
    { $count ->
        [one] { $count } modification de cet appareil n’a jamais été envoyée
       *[other] { $count } modifications de cet appareil n’ont jamais été envoyées
    }
# $seen (String) when it was last seen
devices-warn-unsent-why = Il l’a dit le { $seen }. Après la révocation, ce qu’il envoie attend une personne dans Modifications tardives. Si l’appareil a disparu, ce travail est perdu.
# $seen (String) when it was last seen
devices-warn-unsent-after = Il l’a dit le { $seen }. Ce qu’il envoie encore attend une personne dans Modifications tardives. Si l’appareil a disparu, ce travail est perdu.
devices-warn-unknown = Personne ne sait ce qu’il n’a pas envoyé
devices-warn-unknown-why = Cet appareil ne l’a jamais dit. Après la révocation, ce qu’il envoie attend une personne dans Modifications tardives.
devices-warn-none = Il avait tout envoyé quand il a été vu
# $seen (String) when it was last seen
devices-warn-none-why = C’était { $seen }. Un travail fait depuis peut y attendre.

devices-revoke-begin = Révoquer cet appareil
# $machine (String) name of the machine
devices-revoke-act = Révoquer { $machine }
# $machine (String) name of the machine
devices-revoke-ask = Révoquer { $machine } ?
devices-revoke-reason = Motif
devices-revoke-reason-hint = Va dans le journal, par exemple : sac volé, plainte 4417
devices-revoke-what = Il est exclu tout de suite. Il ne peut plus rien envoyer ni recevoir. Rien n’y est effacé ; il s’ouvre jusqu’à la fin de son délai.
devices-revoke-cancel = Le garder
devices-revoke-missing = Écrivez le motif
# $most (Number) most letters allowed
devices-revoke-long = Utilisez au plus { $most } lettres
devices-revoked = Appareil révoqué

devices-steps = Révocation
# $time (String) when it was asked
devices-step-asked = Révoqué { $time }
devices-step-shut = Connexion et accès au serveur terminés
# $seen (String) when it was last seen
devices-step-unseen = Pas vu depuis { $seen }
devices-step-never = Jamais vu
# $until (String) when the lease ends
devices-step-lease = Il ne s’ouvre plus hors ligne après la fin de son délai, { $until }.
# $until (String) when the lease ended
devices-step-lease-over = Son délai a fini { $until }. Il ne s’ouvre plus hors ligne.
# $seen (String) when it was seen
devices-step-seen = Il est revenu { $seen } et l’a appris
devices-step-told = Pas encore informé : il l’apprend à sa prochaine connexion
devices-step-erase = Effacer d’ici n’est pas possible. Son contenu reste chiffré.
