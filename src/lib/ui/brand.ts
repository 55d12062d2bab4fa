/** The product's name, as it stands in the top bar and in page titles. */
export const product = 'Pitlane';
