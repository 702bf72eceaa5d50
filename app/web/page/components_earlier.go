package page

// earlierSpecimens are the parts that tell of an earlier edition, in every state.
type earlierSpecimens struct {
	Questions  []Earlier
	Since      []Since
	Evolutions []Evolution
}

func earlierOnes() earlierSpecimens {
	half := []EarlierAnswer{{Value: "Une suite libre sur une partie des postes", Comment: "Mairie et école.\nPas la médiathèque.", Evidence: "https://valbrune.example/deliberation"}}
	two := []EarlierAnswer{{Label: "Avez-vous une règle écrite ?", Value: "Oui"}, {Label: "Quelle part de vos documents la suit ?", Value: "40\u00a0%"}}
	e := earlierSpecimens{
		Questions: []Earlier{
			{Question: "e1", Number: "3.6", Year: 2025, Age: "il y a un an", Answers: half, Take: true, Values: "e1=partie"},
			{Question: "e2", Number: "3.7", Year: 2025, Age: "il y a 11\u00a0mois", Answers: []EarlierAnswer{{Value: "Non"}}, Plan: "mars 2026", Take: true, Values: "e2=non"},
			{Question: "e3", Number: "3.8", Year: 2024, Age: "il y a 2\u00a0ans", Answers: two, Again: "Cette question en réunit plusieurs de 2024 : répondez de nouveau."},
			{Question: "e4", Number: "3.9", Year: 2025, Answers: half, Answered: true, Difference: "Depuis 2025 : de 40\u00a0% à 65\u00a0%, 25\u00a0points de plus."},
			{Question: "e5", Number: "3.10", Year: 2025, Answers: half, Answered: true, Difference: "Comme en 2025."},
			{Question: "e6", Number: "3.11", Year: 2025, Answers: two, Answered: true},
		},
		Since: []Since{{
			Year: 2025, Tally: "8 progrès, 2 reculs, 30 réponses inchangées, 5 questions nouvelles", Then: "Niveau 2, 31,4\u00a0%", Now: "Niveau 3, 47\u00a0%", Changed: true,
		}},
	}
	for _, one := range []Evolution{
		{Direction: "better", Label: "Progrès", Words: "de 40\u00a0% à 65\u00a0%, 25\u00a0points de plus", Answers: half, Points: "2 sur 4"},
		{Direction: "worse", Label: "Recul", Words: "en moins : LibreOffice", Answers: half},
		{Direction: "other", Label: "Autre réponse", Words: "texte récrit", Answers: half, Changed: true},
		{Direction: "same", Label: "Inchangée", Answers: half},
		{Label: "Question nouvelle"},
		{Changed: true, Answers: two},
	} {
		one.Year = 2025
		e.Evolutions = append(e.Evolutions, one)
	}
	return e
}
