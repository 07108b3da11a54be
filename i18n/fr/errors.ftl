error-internal = Une erreur s'est produite de notre côté.
    .next = Réessayez. Si elle persiste, donnez le numéro d'incident à l'assistance.
error-malformed = Les données n'ont pas la forme attendue.
    .next = Mettez l'application à jour. Si cela persiste, prévenez l'informatique.
error-too-large = C'est plus grand que ce qui est permis.
    .next = Divisez ou raccourcissez.
error-invalid =
    { $field ->
        [none] Une des valeurs ne convient pas.
       *[other] « { $field } » a une valeur qui ne convient pas.
    }
    .next = Corrigez la valeur signalée.
error-not-found = Il n'y a rien ici que vous puissiez voir.
    .next = Vérifiez le lien ou la recherche.
error-forbidden = Vous ne pouvez pas faire cela.
    .next = Demandez à une personne dont le rôle le permet.
error-rate-limited = Trop d'essais en peu de temps.
    .next = Attendez un peu, puis réessayez.
error-overloaded = Le serveur est occupé.
    .next = Continuez à travailler. L'application réessaie d'elle-même.
error-database-down = Le serveur n'atteint pas sa base de données.
    .next = Continuez à travailler. Prévenez l'informatique si cela dure.
error-conflict = Quelqu'un l'a modifié en même temps.
    .next = Regardez à nouveau, puis décidez.
error-timeout = La réponse a pris trop de temps.
    .next = Réessayez.
error-already-done = Cela a déjà été fait.
    .next = Rien de plus n'est nécessaire.
error-upgrade-required = Le serveur du cabinet demande une application plus récente.
    .next = Mettez l'application à jour. Votre travail est conservé.
error-newer-version = Ceci a été écrit par une version plus récente.
    .next = Mettez d'abord à jour cette application ou ce serveur.
error-config =
    { $key ->
        [none] Un réglage est incorrect.
       *[other] Le réglage « { $key } » est incorrect.
    }
    .next = Corrigez-le et redémarrez. `satchel config reference` donne les valeurs permises.
error-in-use = Un autre processus occupe ce dossier de données.
    .next = Arrêtez l'autre processus ou choisissez un autre dossier.
error-unauthenticated = Vous êtes déconnecté. Votre travail est en sécurité ici.
    .next = Connectez-vous.
error-bad-credentials = Le nom ou le mot de passe est incorrect.
    .next = Vérifiez les deux et réessayez.
error-weak-password = Ce mot de passe est trop court ou trop facile à deviner.
    .next = Utilisez au moins 15 caractères, par exemple quatre mots sans lien.
error-invitation-invalid = Cette invitation est inconnue ou a déjà servi.
    .next = Demandez-en une nouvelle au cabinet.
error-invitation-expired = Cette invitation n'est plus valable.
    .next = Demandez-en une nouvelle au cabinet.
error-setup-code-invalid = Le code d'installation est incorrect ou a déjà servi.
    .next = Relisez-le là où le serveur a été démarré.
error-login-taken = Ce nom est déjà pris.
    .next = Choisissez-en un autre.
error-token-reused = Votre session a servi à deux endroits ; elle a été fermée.
    .next = Reconnectez-vous. Si ce n'était pas vous, prévenez l'informatique.
error-bad-proof = Cet appareil n'a pas prouvé qu'il est celui qui s'est connecté.
    .next = Reconnectez-vous sur cet appareil.
error-too-many-devices = Vous avez le nombre maximal d'appareils.
    .next = Retirez-en un que vous n'utilisez pas, puis réessayez.
error-user-inactive = Votre compte n'est pas actif.
    .next = Adressez-vous à l'administrateur du cabinet.
error-bomb = Cette modification annonce bien plus qu'elle ne contient ; elle n'a pas été lue.
    .next = Votre texte est conservé ici. Prévenez l'informatique.
error-unknown-device = Le cabinet ne connaît pas cet appareil.
    .next = Rattachez-le avec une nouvelle invitation.
error-device-revoked = Cet appareil a été bloqué par le cabinet. Ce qu'il a envoyé attend d'être examiné.
    .next = Appelez l'administrateur du cabinet.
error-bad-sig = La signature de cette modification n'est pas valable.
    .next = Votre texte est conservé ici. Prévenez l'informatique.
error-actor-mismatch = Cette modification ne vient pas de l'appareil qui l'a envoyée.
    .next = Votre texte est conservé ici. Prévenez l'informatique.
error-chain-fork = Il existe deux copies de cet appareil ; l'envoi est arrêté.
    .next = Rien n'est perdu. Appelez l'administrateur du cabinet.
error-erased = Ce dossier a été effacé.
    .next = Il ne peut plus être ouvert ni modifié.
error-epoch-old = Le dossier a été reconstruit entre-temps.
    .next = Rien à faire : votre modification est réappliquée d'elle-même.
error-schema-too-new = Le serveur du cabinet est plus ancien que cette application.
    .next = Continuez à travailler. Demandez à l'informatique de mettre le serveur à jour.
error-schema-too-old = Cette application est trop ancienne pour envoyer des modifications.
    .next = Mettez l'application à jour. Votre travail est conservé.
error-lease-over = Cet appareil a travaillé trop longtemps sans contact.
    .next = Connectez-vous avec le réseau. Rien n'a été supprimé.
error-quota = Vous avez utilisé tout l'espace ou tous les appels disponibles.
    .next = Demandez-en davantage à l'administrateur du cabinet.
error-forbidden-doc = Il n'y a pas de tel dossier pour vous.
    .next = Si vous en avez besoin, demandez l'accès.
error-missing-dep = Une modification antérieure n'est pas encore arrivée.
    .next = Rien à faire : elle est renvoyée d'elle-même.
error-depends-on-rejected = Elle s'appuie sur une modification refusée.
    .next = Regardez d'abord celle-ci, puis renvoyez.
error-seq-gap = Il manque une modification avant celle-ci.
    .next = Rien à faire : l'appareil la renvoie.
error-lamport = Les numéros d'ordre de cette modification ne concordent pas.
    .next = Rien à faire : l'appareil la refait.
error-equivocation = Deux modifications différentes portent le même numéro.
    .next = Votre texte est conservé ici. Prévenez l'informatique.
error-forbidden-path = Votre rôle ne permet pas de modifier ceci.
    .next = Demandez à une personne dont le rôle le permet. Votre texte est conservé ici.
error-finalised = Cette note est signée et ne change plus.
    .next = Faites un addendum : il est prêt avec votre texte.
error-intent-refused =
    { $reason ->
        [none] Le cabinet n'a pas accepté la demande.
       *[other] Le cabinet n'a pas accepté la demande ({ $reason }).
    }
    .next = Regardez les autres possibilités, puis redemandez.
error-expired = La demande est arrivée trop tard.
    .next = Redemandez si c'est encore utile.
error-clock-review = Accepté, et signalé parce que l'horloge de cet appareil était fausse.
    .next = Réglez l'horloge. Vérifiez l'heure affichée.
error-frozen-doc = Ce dossier est en réparation.
    .next = Continuez à travailler. Votre modification partira plus tard.
error-locked = Cet appareil est verrouillé.
    .next = Déverrouillez-le.
error-wrong-window = Cela ne peut pas se faire dans cette fenêtre.
    .next = Ouvrez la fenêtre prévue.
error-offline = Pas de connexion avec le serveur du cabinet.
    .next = Continuez à travailler. Les modifications sont gardées et partiront plus tard.
error-wrong-address = Il n'y a pas de serveur Satchel à cette adresse.
    .next = Vérifiez l'adresse sur l'invitation.
error-wrong-server-key = Ce n'est pas le serveur du cabinet que nous connaissons.
    .next = N'allez pas plus loin. Vérifiez l'adresse et demandez une nouvelle invitation.
error-storage-full = Il n'y a plus de place sur cet appareil. Votre saisie est conservée.
    .next = Libérez de la place, puis enregistrez à nouveau.
error-store-corrupt = Les données de cet appareil sont abîmées. Elles ont été mises de côté, pas supprimées.
    .next = Envoyez ou exportez d'abord le travail non envoyé, puis téléchargez à nouveau.
error-wrong-password = Le mot de passe n'ouvre pas cet appareil.
    .next = Réessayez ou utilisez le code de secours.
error-slots-missing = Cet appareil ne trouve pas les clés de ses données. Les données sont toujours là.
    .next = Utilisez le code de secours ou demandez à l'informatique.
error-stale = La valeur que vous voyiez a changé entre-temps.
    .next = Regardez la nouvelle valeur, puis décidez.
error-rule =
    { $rule ->
        [none] Une règle clinique l'a empêché.
       *[other] Une règle clinique l'a empêché ({ $rule }).
    }
    .next = Lisez le motif. Un médecin peut passer outre avec sa justification si la règle le permet.
error-not-agreed = Deux valeurs coexistent et personne n'a encore choisi.
    .next = Ouvrez Décisions et choisissez-en une.
error-clock-wrong = L'horloge de cet appareil est loin de celle du serveur. Votre travail est conservé et signalé.
    .next = Réglez l'horloge de cet appareil.
error-keychain-lost = Le trousseau du système ne contient plus le secret de cet appareil. Vos dossiers sont toujours là.
    .next = Utilisez le code de secours.
error-already-joined = Cet appareil est déjà rattaché au cabinet.
    .next = Connectez-vous.
error-not-joined = Cet appareil n'est rattaché à aucun cabinet.
    .next = Rattachez-le avec l'invitation reçue.
error-io = Cet appareil n'a pas pu lire ou écrire sur son disque.
    .next = Réessayez. Si cela persiste, copiez votre saisie et prévenez l'informatique.
error-fhir-not-json =
    { $place ->
        [none] Ce fichier n'est pas du JSON.
       *[other] Ce fichier n'est pas du JSON à { $place }.
    }
    .next = Vérifiez le fichier, puis réimportez. Rien n'en a été pris.
error-fhir-not-resource =
    { $place ->
        [none] Ce JSON n'est pas une ressource FHIR.
       *[other] Il n'y a pas de ressource FHIR à { $place }.
    }
    .next = Vérifiez que le fichier est un lot ou une ressource FHIR R4. Rien n'en a été pris.
error-fhir-version = Ce fichier est d'une version FHIR qui n'est pas lue ici.
    .next = Exportez-le à nouveau en R4.
error-fhir-shape =
    { $place ->
        [none] Une partie de cette ressource manque ou n'est pas du bon type.
       *[other] Une partie de cette ressource manque ou n'est pas du bon type : { $place }.
    }
    .next = Corrigez à la source, puis réimportez.
error-fhir-no-patient =
    { $place ->
        [none] Cette ressource n'appartient à aucun patient connu ici.
       *[other] La ressource à { $place } n'appartient à aucun patient connu ici.
    }
    .next = Importez d'abord le patient, ou dans le même lot.
