# Le manuel, toujours présent.

help-title = Aide
help-search = Chercher dans l'aide
help-none = Aucune page ne contient ces mots
help-none-why = Essayez un seul mot, comme « hors ligne ».
help-keys-open = Liste des touches

help-start = Pour commencer
help-start-1 = La recherche en haut trouve personnes, écrans et actions. Tapez une partie du nom.
help-start-2 = Ce que vous tapez est gardé chaque seconde sur cet appareil. Rien ne se perd si vous verrouillez, fermez ou perdez la connexion.
help-start-3 = Les mots en haut disent où est votre travail : enregistré ici, envoyé, ou en attente de vous.

help-offline = Travailler sans connexion
help-offline-1 = Tout ce qui est sur cet appareil fonctionne hors ligne. Les modifications sont enregistrées ici et partent seules plus tard.
help-offline-2 = « Enregistré sur cet appareil » veut dire dans le coffre scellé de l'appareil. « Envoyé » veut dire accepté par le serveur du cabinet.
help-offline-3 = Un appareil peut travailler hors ligne un temps limité. Les réglages disent jusqu'à quand. Ensuite il se verrouille, et rien n'est effacé.

help-decide = Quand deux personnes ont changé la même chose
help-decide-1 = Les deux valeurs restent visibles, marquées « Pas d'accord », jusqu'à la décision d'une personne. Aucune ne gagne seule.
help-decide-2 = Ouvrez Décisions, lisez qui a écrit quoi et pourquoi, choisissez ou entrez une autre valeur, donnez une raison.
help-decide-3 = D'ici là cette seule ligne n'est pas imprimée. Le reste du dossier fonctionne.

help-refused = Quand le serveur n'a pas accepté une modification
help-refused-1 = La modification est gardée sur cet appareil avec la raison.
help-refused-2 = Ouvrez « Non accepté », lisez la raison, puis renvoyez, copiez ou jetez.

help-clock = Régler l'horloge de cet appareil
help-clock-1 = Ouvrez les réglages de date et d'heure de l'appareil et activez l'heure automatique.
help-clock-2 = Si elle reste fausse, réglez le fuseau et l'heure à la main, puis appuyez sur Envoyer maintenant.
help-clock-3 = Ce que vous avez écrit avec la mauvaise heure est gardé et marqué, pour que les autres le sachent.

help-update = Mettre à jour
help-update-1 = Demandez à l'informatique la dernière version de Satchel et installez-la par-dessus.
help-update-2 = Vos dossiers et votre travail non envoyé restent sur cet appareil.

help-space = Libérer de la place
help-space-1 = Videz la corbeille de l'appareil et déplacez les gros fichiers, comme les films.
help-space-2 = Puis enregistrez de nouveau. Votre saisie est gardée entre-temps.

help-blocked = Quand un appareil est bloqué
help-blocked-1 = Appelez l'administration de votre cabinet. Un appareil est bloqué quand il est perdu, ou quand une personne part.
help-blocked-2 = Ce qui a été envoyé ensuite attend qu'une personne le regarde. Rien n'a été effacé.

help-lock = Verrouiller
help-lock-1 = Verrouillez en partant. Votre écran et la note commencée reviennent au déverrouillage.
help-lock-2 = Mot de passe oublié ? Utilisez le code de secours noté à l'inscription.

help-lost = Un appareil perdu ou volé
help-lost-1 = Prévenez aussitôt l'administration. Elle le bloque : il ne peut plus rien envoyer ni recevoir.
help-lost-2 = Les dossiers qu'il contient sont scellés par votre mot de passe.

help-emergency = Ceci n'est pas pour les urgences
help-emergency-1 = En cas d'urgence, appelez le numéro d'urgence de votre pays.
