from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from rest_framework import status
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication


class NewUser(ModelSerializer):
    class Meta:
        model = User
        fields = ["username", "password"]
        extra_kwargs = {"password": {"write_only": True, "validators": [validate_password]}}

    def create(self, validated_data):
        return User.objects.create_user(**validated_data)


class Register(APIView):
    """Like /register/ of TokenGrains: the new user has an authtoken key, and no JWT yet."""

    authentication_classes = []

    def post(self, request):
        new = NewUser(data=request.data)
        new.is_valid(raise_exception=True)
        key = Token.objects.create(user=new.save()).key
        return Response({"data": new.data, "token_obj": key}, status=status.HTTP_201_CREATED)


class Hello(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"user": request.user.get_username()})


class HelloJwt(Hello):
    authentication_classes = [JWTAuthentication]
