"""Names of the stages of planning, as progress shows them."""

STAGES: dict[str, tuple[str, str]] = {
    "stage.model": ("Model opstellen", "Stating the model"),
    "stage.nothing_lost": ("Niets verloren", "Nothing lost"),
    "stage.aims_largest": ("Streefregels: grootste tekort", "Aims: largest shortfall"),
    "stage.aims_sum": ("Streefregels: alle tekorten", "Aims: all shortfalls"),
    "stage.growth": ("Baten", "Benefit"),
    "stage.growth_coarse": ("Groei naar de zaailijn: grof", "Growth to the sowing line: coarse"),
    "stage.growth_refined": ("Groei naar de zaailijn: verfijnd", "Growth to the sowing line: refined"),
    "stage.growth_again": ("Groei naar de zaailijn: nagekeken", "Growth to the sowing line: rechecked"),
    "stage.previous_plan": ("Dicht bij het vorige plan", "Close to the previous plan"),
    "stage.tidiness": ("Opruimen", "Tidying"),
    "stage.rounding": ("Afronden", "Rounding"),
    "stage.verify": ("Natellen", "Verifying"),
    "stage.workbook": ("Werkboek schrijven", "Writing the workbook"),
}
