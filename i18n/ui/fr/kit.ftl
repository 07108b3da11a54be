kit-close = Fermer
kit-not-known = Inconnu
kit-high = Élevé
kit-low = Bas
kit-or = ou
kit-comma = {", "}
kit-optional = facultatif
kit-needed = nécessaire
kit-age-y = { $value } a
kit-age-m = { $value } m
kit-age-w = { $value } sem
kit-age-d = { $value } j
kit-about-date = vers { $date }
kit-born-age = { $date } ({ $age })
kit-midday = midi
kit-midnight = minuit
kit-day-time = { $day }, { $time }

kit-born = Naissance
kit-died = Décès
kit-gender = Sexe
kit-gender-male = Homme
kit-gender-female = Femme
kit-gender-other = Autre
kit-gender-unknown = Inconnu
kit-record-number = N° de dossier
kit-allergies = Allergies
kit-allergies-unknown = Aucune allergie notée
kit-allergies-absent = Non montrées : le dossier n'est pas sur cet appareil ou pas pour votre rôle
kit-allergies-none = Pas d’allergie connue
kit-banner = Patient
kit-no-name = Aucun nom noté

kit-dose-label = dose

kit-by = par { $by }
kit-at-by = { $at } par { $by }
kit-since-by = Depuis { $at } par { $by }
kit-since = Depuis { $at }
kit-on-device = , { $device }

kit-date-hint = Par exemple 23-nov-2026
kit-date-wrong = Entrez une date comme 23-nov-2026
kit-errors-title = Vérifiez ces valeurs
kit-rows = { $from } à { $to } sur { $total }
kit-show-table = Voir le tableau
kit-show-chart = Voir la courbe
kit-no-readings = Aucune mesure
kit-not-taken = non prise
kit-date = Date
kit-chart-points =
    { $count ->
        [one] { $label } : { $count } mesure. Lisez-la avec les flèches.
       *[other] { $label } : { $count } mesures. Lisez-les avec les flèches.
    }
kit-chart-point = { $series } { $value }, { $date }
kit-chart-point-high = { $series } { $value }, élevé, { $date }
kit-chart-point-low = { $series } { $value }, bas, { $date }
kit-search-clear = Effacer la recherche
kit-loading = En route
