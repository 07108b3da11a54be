# Ce dont une personne est avisée.

notices-title = Avis
notices-none = Aucun avis
notices-none-why = Ce qui s'est passé en votre absence apparaît ici.
notices-new = Nouveau
notices-seen = Tout marquer comme vu
notices-unseen =
    { $count ->
        [one] { $count } nouveau
       *[other] { $count } nouveaux
    }
notices-open = Ouvrir
notices-kind-message = Un nouveau message
notices-kind-reading = Une nouvelle mesure à domicile
notices-kind-decision = Deux valeurs à décider
notices-kind-decided = Une décision a été prise sur votre modification
notices-kind-review = Une modification tardive attend une personne
notices-kind-other = Il s'est passé quelque chose
