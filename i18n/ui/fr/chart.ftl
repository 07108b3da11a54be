# Le cadre du dossier d'un patient, et ce que disent tous ses formulaires.

chart-title = Dossier
chart-summary = Résumé
chart-tabs = Parties du dossier
chart-add-vitals = Ajouter des constantes
# $time (String) when the clinic's server was last heard
chart-as-of = État de { $time }
chart-as-of-never = Le serveur de la clinique n'a pas encore répondu
# $count (Number) changes
chart-unsent = { $count ->
    [one] { $count } modification de ce dossier pas encore envoyée
   *[other] { $count } modifications de ce dossier pas encore envoyées
}
chart-missing = Ce patient n'est pas sur cet appareil
chart-missing-why = Le dossier n'est pas gardé ici, ou il n'est pas pour votre rôle.
chart-missing-next = Chercher un patient
chart-none = Pas de dossier sur cet appareil
chart-none-why = Ce patient est dans la liste, mais son dossier n'est pas encore arrivé ou n'est pas pour votre rôle.
chart-tab-missing = Cette partie du dossier n'existe pas
chart-identity-two = Deux valeurs sont en présence. Vérifiez laquelle est juste avant d'agir.
chart-identity-decide = Décider

chart-person-unknown = une personne absente de l'annuaire
chart-imported = de { $source }
chart-void = Saisi par erreur
chart-void-reason = Saisi par erreur : { $reason }
chart-show-void = Montrer { $count } saisis par erreur
chart-hide-void = Masquer ce qui a été saisi par erreur
chart-decide = Décider
chart-decide-what = Décider : { $what }
chart-more = Autres actions pour { $what }
chart-disputed-why = Deux personnes ont modifié ceci sans se voir
chart-unreadable = { $count ->
    [one] { $count } entrée a été écrite par une version plus récente. Mettez à jour pour la lire.
   *[other] { $count } entrées ont été écrites par une version plus récente. Mettez à jour pour les lire.
}

chart-write-reason-hint = Les autres le lisent à côté de la valeur
chart-write-note = Remarque
chart-write-cancel = Annuler
chart-write-draft = Brouillon gardé sur cet appareil, { $time }
chart-write-draft-none = Ce que vous écrivez est gardé sur cet appareil
chart-write-undo-reason = Repris aussitôt par la personne qui l'a écrit
chart-write-discarded = Ce que vous aviez écrit a été jeté
chart-write-errors = À corriger d'abord
chart-write-long = Plus de { $max } caractères
chart-write-date = Écrivez la date comme 14-juil-2026, ou seulement mois et année
chart-write-date-future = Cette date est dans l'avenir
chart-write-say-why = Dites pourquoi
chart-write-gone = Cette entrée n'est plus là
chart-write-gone-why = Elle a été saisie par erreur ou n'est jamais arrivée sur cet appareil. Ce que vous avez écrit reste en brouillon.
chart-write-role-doctor = Seul un médecin modifie les médicaments. Adressez-vous à l'un d'eux, ou laissez une note.
chart-write-role-clinician = Seuls une infirmière ou un médecin modifient ceci.
chart-write-disputed = Deux valeurs sont en présence. Décidez d'abord, modifiez ensuite.

chart-stale-title = Ceci a changé pendant que vous écriviez
chart-stale-why = Quelqu'un a écrit une autre valeur après l'ouverture de ce formulaire. Rien n'a été enregistré ; rien de ce que vous avez écrit n'est perdu.
chart-stale-now = Au dossier maintenant
chart-stale-was = À l'ouverture du formulaire
chart-stale-yours = Ce que vous voulez écrire
chart-stale-take = Continuer à partir de ce qui est au dossier maintenant
chart-stale-two = Deux valeurs sont au dossier maintenant. Il faut d'abord décider.
chart-stale-nothing = Rien au dossier

chart-rule-title = Un contrôle s'y oppose
chart-rule-source = Source : { $source }
chart-rule-override = Motif pour continuer malgré cela
chart-rule-override-hint = Il est gardé avec l'entrée et montré aux autres
chart-rule-override-save = Enregistrer avec ce motif
chart-rule-final = Aucun motif ne lève ce refus. Modifiez l'entrée.
chart-rule-dose-without-unit = La dose a un nombre mais pas d'unité.
chart-rule-dose-not-positive = Une dose est plus grande que zéro.
chart-rule-dose-tenfold = La nouvelle dose est dix fois l'ancienne, ou son dixième. Une virgule mal lue donne cela.
chart-rule-dose-unit-unknown = Cette unité n'est pas une unité de dose connue.
chart-rule-allergy-match = Le patient a une allergie que ce médicament nomme.
chart-rule-duplicate-therapy = Une ligne avec ce médicament est déjà en cours.
chart-rule-medicine-stopped = Quelqu'un a arrêté ce médicament. Un arrêt vaut jusqu'à ce qu'une personne décide autrement.
chart-rule-medicine-not-on-hold = Ce médicament n'est pas suspendu.
chart-rule-entry-void = Cette entrée a été saisie par erreur et ne se modifie plus.
chart-rule-allergy-active = Une allergie active est au dossier : « aucune allergie connue » ne peut pas être déclaré.
chart-rule-allergy-none-known-already = « Aucune allergie connue » est déjà déclaré.
chart-rule-other = Une règle clinique l'a arrêté ({ $rule }).

chart-void-title = Saisi par erreur
chart-void-lead = Rien n'est effacé : l'entrée reste visible comme saisie par erreur, avec votre nom et votre motif.
chart-void-why = Pourquoi était-ce une erreur ?
chart-void-save = Marquer comme saisi par erreur

chart-date-partial-hint = Par exemple 14-juil-2019, juil-2019 ou 2019
chart-undo-failed = Impossible de revenir en arrière : cela a changé entre-temps
chart-panel-other = Ce formulaire concerne { $name }, pas le dossier à côté.
chart-add-short = Ajouter
chart-panel-about = Au sujet de { $name }
