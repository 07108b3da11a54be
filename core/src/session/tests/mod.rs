mod asking;
mod places;
mod salvage;
