# Dossiers venus d’ailleurs sans place propre.

records-tab = Autres dossiers
records-why = Dossiers venus d’ailleurs qui n’ont pas de place propre ici. Ils sont gardés mot pour mot.
records-none = Pas d’autres dossiers
records-none-why = Tout ce qui est arrivé a trouvé sa place dans le dossier.
records-list = Dossiers
records-more = Seuls les { $count } plus récents sont montrés
records-from = de { $source }
records-back = Tous les dossiers
records-fields = Ce qu’il dit
records-raw = Mot pour mot
records-copy = Copier
records-copied = Copié
records-unreadable = Ce dossier ne peut être lu. Il est montré tel quel.
records-block = Autres dossiers
records-all = Tous les autres dossiers
records-yes = Oui
records-no = Non
records-count = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
