"""Values as text: what the faces show, without knowing any face."""
