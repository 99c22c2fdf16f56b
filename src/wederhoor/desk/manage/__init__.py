"""Running the place ("Beheer"): what an administrator of an organisation does. It opens no dossier."""
