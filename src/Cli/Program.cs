using System.CommandLine;
using TokenGrains.Cli.Commands;

var root = new RootCommand("Looks after a TokenGrains service: through its admin face (--url), or its store while no service runs (--store).")
{
    CreateUser.Command,
    CreateToken.Command,
    ChangePassword.Command,
    RevokeUser.Command,
    FlushExpired.Command,
    ImportDjango.Command,
};
return await root.Parse(args).InvokeAsync();
