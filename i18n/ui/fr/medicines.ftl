# Les médicaments : pris, commencés, modifiés, suspendus, arrêtés.

medicines-title = Médicaments
medicines-current = En cours
medicines-held = Suspendus
medicines-stopped = Arrêtés
medicines-other = Prévus, non pris ou inconnus
# $current (Number) lines being taken
medicines-count = { $current } en cours
medicines-count-held = { $count ->
    [one] { $count } suspendu
   *[other] { $count } suspendus
}
medicines-count-stopped = { $count ->
    [one] { $count } arrêté
   *[other] { $count } arrêtés
}
medicines-none = Aucun médicament noté
medicines-none-why = Personne n'en a noté ici. Cela ne veut pas dire que rien n'est pris.
medicines-none-current = Aucun médicament en cours noté
medicines-start = Commencer un médicament
medicines-change = Changer la dose
medicines-change-of = Changer la dose de { $what }
medicines-stop = Arrêter
medicines-hold = Suspendre
medicines-resume = Reprendre
medicines-resume-what = Reprendre { $what }
medicines-void = Saisi par erreur
medicines-print = Imprimer
medicines-changing = En cours de modification
medicines-dose-not-stated = dose non précisée
medicines-not-checked = Interactions non vérifiées : cet appareil n'a pas de table de médicaments.
medicines-state-on-hold = Suspendu
medicines-state-on-hold-why = Suspendu : { $reason }
medicines-state-stopped = Arrêté
medicines-state-completed = Terminé
medicines-state-intended = Prévu
medicines-state-not-taken = Non pris
medicines-state-unknown = On ne sait pas s'il est pris
medicines-state-active = Pris
medicines-stopped-on = Arrêté le { $date }
medicines-stopped-why = Arrêté le { $date } : { $reason }
medicines-stopped-reason = Arrêté : { $reason }
medicines-for = Pour { $indication }
medicines-override = Donné malgré un avertissement : { $reason }
medicines-remark = Remarque : { $note }
medicines-two-status = L'un dit { $first }, l'autre { $second }.

medicines-form-product = Médicament
medicines-form-product-hint = Nom, dosage et forme, comme sur la boîte
medicines-form-dose = Dose
medicines-form-new-dose = Nouvelle dose
medicines-form-unit = Unité
medicines-form-route = Voie
medicines-form-frequency = Fréquence
medicines-form-timing = Moment
medicines-form-timing-hint = Par exemple avant le petit-déjeuner
medicines-form-as-needed = Seulement au besoin, contre
medicines-form-as-needed-hint = Par exemple douleur. Vide veut dire régulièrement
medicines-form-duration = Durée
medicines-form-from = À partir du
medicines-form-indication = Pour quoi
medicines-form-choose = Choisissez
medicines-form-other = Autre…
medicines-form-other-frequency = Fréquence, en toutes lettres
medicines-form-other-route = Voie, en toutes lettres
medicines-form-total = Le total du jour passe de { $from } à { $to }.
medicines-form-total-new = Total du jour { $to }.
medicines-form-allergies = Allergies au dossier : { $list }
medicines-form-no-allergies = Aucune allergie notée. Demandez avant de commencer.
medicines-form-none-known = Aucune allergie connue
medicines-form-same = C'est déjà ce qui est au dossier. Changez quelque chose, ou annulez.

medicines-error-product = Nommez le médicament
medicines-error-dose = Écrivez la dose comme un nombre, par exemple 2.5
medicines-error-dose-comma = Un point, pas une virgule : { $fixed }
medicines-error-dose-zero = Une dose est plus grande que zéro
medicines-error-unit = Choisissez l'unité de la dose
medicines-error-from = Écrivez la date comme 14-juil-2026

medicines-start-title = Commencer un médicament
medicines-start-save = Commencer le médicament
medicines-dose-title = Changer la dose
medicines-dose-save = Enregistrer la nouvelle dose
medicines-dose-reason = Motif
medicines-dose-reason-hint = Montré à côté de la nouvelle dose
medicines-stop-title = Arrêter un médicament
medicines-stop-save = Arrêter { $what }
medicines-stop-date = Dernière dose le
medicines-stop-reason = Pourquoi il est arrêté
medicines-stop-lead = Un arrêt l'emporte sur les modifications faites par d'autres sans l'avoir vu.
medicines-hold-title = Suspendre un médicament
medicines-hold-save = Suspendre { $what }
medicines-hold-reason = Pourquoi il est suspendu
medicines-resume-title = Reprendre un médicament
medicines-resume-save = Reprendre { $what }
medicines-resume-lead = Il reprend comme avant :

medicines-done-start = { $what } commencé
medicines-done-dose = Dose de { $what } modifiée
medicines-done-stop = { $what } arrêté
medicines-done-hold = { $what } suspendu
medicines-done-resume = { $what } repris
medicines-done-void = { $what } marqué comme saisi par erreur

medicines-print-title = Médicaments à imprimer
medicines-print-run = Imprimer
medicines-print-close = Retour au dossier
medicines-print-ready = { $count ->
    [one] { $count } ligne sera imprimée
   *[other] { $count } lignes seront imprimées
}
medicines-print-held = { $count ->
    [one] { $count } ligne est retenue
   *[other] { $count } lignes sont retenues
}
medicines-print-held-why = Deux valeurs sont en présence et personne n'a décidé. Ce qui est en désaccord ne s'imprime pas comme une dose.
medicines-print-held-line = Retenu : en désaccord. Demandez à la clinique avant de le prendre ou de le donner.
medicines-print-refused = Toutes les lignes sont retenues. Décidez d'abord, imprimez ensuite.
medicines-print-nothing = Il n'y a pas de médicament en cours à imprimer.
medicines-print-by = Imprimé par { $name }, { $time }
medicines-print-valid = Valable à { $time }
medicines-print-page = Page { $page } sur { $pages }
medicines-print-unsent = Pas encore envoyé : le serveur de la clinique n'a pas vu cette ligne
medicines-print-on-hold = Suspendu : ne pas prendre

medicines-frequency-1-d = une fois par jour
medicines-frequency-2-d = deux fois par jour
medicines-frequency-3-d = trois fois par jour
medicines-frequency-4-d = quatre fois par jour
medicines-frequency-8-h = toutes les 8 heures
medicines-frequency-12-h = toutes les 12 heures
medicines-frequency-1-wk = une fois par semaine
medicines-frequency-up-to = jusqu'à { $times } fois par jour
medicines-frequency-night = le soir au coucher
medicines-frequency-morning = le matin
medicines-frequency-once = une seule fois

medicines-route-oral = par la bouche
medicines-route-inhaled = inhalé
medicines-route-skin = sur la peau
medicines-route-subcutaneous = sous la peau
medicines-route-intramuscular = dans un muscle
medicines-route-intravenous = dans une veine
medicines-route-rectal = par le rectum
medicines-route-nasal = par le nez
medicines-route-eye = dans l'œil
medicines-route-ear = dans l'oreille

medicines-unit-tablet = comprimé
medicines-unit-capsule = gélule
medicines-unit-drop = goutte
medicines-unit-puff = bouffée
medicines-unit-patch = patch
medicines-unit-suppository = suppositoire
medicines-unit-spray = pulvérisation
medicines-unit-ampule = ampoule
medicines-unit-sachet = sachet
medicines-unit-application = application
medicines-unit-dose = dose

medicines-action-start = Commencer un médicament
medicines-action-print = Imprimer les médicaments
medicines-held-allergy = Une allergie au dossier nomme ce médicament.
medicines-held-stop = Une personne l'a arrêté, une autre l'a modifié.
medicines-form-more = Moment, durée, seulement au besoin
medicines-changed-why = Modifié : { $reason }

# Parts of a medicine line, which runs left to right in every language.
medicines-line-dose-not-stated = { medicines-dose-not-stated }
medicines-line-frequency-1-d = { medicines-frequency-1-d }
medicines-line-frequency-2-d = { medicines-frequency-2-d }
medicines-line-frequency-3-d = { medicines-frequency-3-d }
medicines-line-frequency-4-d = { medicines-frequency-4-d }
medicines-line-frequency-8-h = { medicines-frequency-8-h }
medicines-line-frequency-12-h = { medicines-frequency-12-h }
medicines-line-frequency-1-wk = { medicines-frequency-1-wk }
medicines-line-frequency-up-to = jusqu'à { $times } fois par jour
medicines-line-frequency-night = { medicines-frequency-night }
medicines-line-frequency-morning = { medicines-frequency-morning }
medicines-line-frequency-once = { medicines-frequency-once }
medicines-line-route-oral = { medicines-route-oral }
medicines-line-route-inhaled = { medicines-route-inhaled }
medicines-line-route-skin = { medicines-route-skin }
medicines-line-route-subcutaneous = { medicines-route-subcutaneous }
medicines-line-route-intramuscular = { medicines-route-intramuscular }
medicines-line-route-intravenous = { medicines-route-intravenous }
medicines-line-route-rectal = { medicines-route-rectal }
medicines-line-route-nasal = { medicines-route-nasal }
medicines-line-route-eye = { medicines-route-eye }
medicines-line-route-ear = { medicines-route-ear }
medicines-line-unit-tablet = { medicines-unit-tablet }
medicines-line-unit-capsule = { medicines-unit-capsule }
medicines-line-unit-drop = { medicines-unit-drop }
medicines-line-unit-puff = { medicines-unit-puff }
medicines-line-unit-patch = { medicines-unit-patch }
medicines-line-unit-suppository = { medicines-unit-suppository }
medicines-line-unit-spray = { medicines-unit-spray }
medicines-line-unit-ampule = { medicines-unit-ampule }
medicines-line-unit-sachet = { medicines-unit-sachet }
medicines-line-unit-application = { medicines-unit-application }
medicines-line-unit-dose = { medicines-unit-dose }
medicines-line-needed = seulement au besoin, contre { $what }
