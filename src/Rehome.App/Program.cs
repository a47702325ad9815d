using Rehome.App;
using Rehome.App.Commands;

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess());
